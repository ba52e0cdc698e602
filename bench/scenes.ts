import type { Figures, Scene } from './load.ts'

export const scenes: Scene[] = [
  { name: 'one stream, 50 tokens/s', streams: 1, rounds: 4, first: 50, tokens: 200, gap: 20 },
  { name: '60 short turns on one socket', streams: 1, rounds: 60, first: 0, tokens: 5, gap: 0 },
  { name: '100 streams, 50 tokens/s', streams: 100, rounds: 1, first: 200, tokens: 300, gap: 20, stagger: 7 },
  { name: '20 streams, flat out', streams: 20, rounds: 1, first: 0, tokens: 3000, gap: 0 },
  { name: 'bytes: 1,000 tokens flat out', streams: 1, rounds: 1, first: 0, tokens: 1000, gap: 0 },
  { name: 'bytes: 10,000 tokens flat out', streams: 1, rounds: 1, first: 0, tokens: 10_000, gap: 0 },
]

export interface Goal {
  scene: string
  what: string
  /** What the room reached, from its figures and the relay's. */
  value(room: Figures, relay: Figures): number
  /** `most`: at most this; `least`: at least this. The relay's own figure may be part of it. */
  bound: 'most' | 'least'
  limit(relay: Figures): number
}

export const goals: Goal[] = [
  {
    scene: 'one stream, 50 tokens/s',
    what: 'first token, × relay',
    value: (room, relay) => room.first_p50 / relay.first_p50,
    bound: 'most',
    limit: () => 1.2,
  },
  {
    scene: 'one stream, 50 tokens/s',
    what: 'bytes a token',
    value: (room) => room.bytes_token,
    bound: 'most',
    limit: () => 112,
  },
  {
    scene: '60 short turns on one socket',
    what: 'tokens/s, × relay',
    value: (room, relay) => room.tokens_s / relay.tokens_s,
    bound: 'least',
    limit: () => 0.85,
  },
  {
    scene: '100 streams, 50 tokens/s',
    what: 'token p99, ms (0.6 of 2 × relay + 33)',
    value: (room) => room.token_p99,
    bound: 'most',
    limit: (relay) => 0.6 * (2 * relay.token_p99 + 33),
  },
  {
    scene: '100 streams, 50 tokens/s',
    what: 'CPU per 1,000 tokens, × relay',
    value: (room, relay) => room.cpu_ms_1k / relay.cpu_ms_1k,
    bound: 'most',
    limit: () => 0.8,
  },
  {
    scene: '20 streams, flat out',
    what: 'tokens/s, × relay',
    value: (room, relay) => room.tokens_s / relay.tokens_s,
    bound: 'least',
    limit: () => 2.5,
  },
  {
    scene: '20 streams, flat out',
    what: 'bytes a token',
    value: (room) => room.bytes_token,
    bound: 'most',
    limit: () => 33,
  },
  {
    scene: 'bytes: 10,000 tokens flat out',
    what: 'bytes a token',
    value: (room) => room.bytes_token,
    bound: 'most',
    limit: () => 33,
  },
]
