import { costOf } from './process-tree.ts'
import type { Session, Target } from './targets.ts'

export interface Scene {
  name: string
  streams: number
  rounds: number
  /** Milliseconds before the first token, how many tokens, milliseconds between them. */
  first: number
  tokens: number
  gap: number
  /** Milliseconds between the beginnings of streams. */
  stagger?: number
}

export interface Figures {
  first_p50: number
  first_p99: number
  token_p50: number
  token_p99: number
  tokens_s: number
  bytes_token: number
  cpu_ms_1k: number
  rss_mb: number
  missing: number
}

interface Samples {
  first: number[]
  token: number[]
  bytes: number
  seen: number
}

const micros = () => (performance.timeOrigin + performance.now()) * 1000

/** Plays a scene against a target. Each token carries the microsecond at which it left the provider. */
export async function play(target: Target, scene: Scene): Promise<Figures> {
  const sessions = await Promise.all(Array.from({ length: scene.streams }, () => target.open()))
  const samples: Samples = { first: [], token: [], bytes: 0, seen: 0 }
  const before = costOf(target.pid)
  const started = performance.now()
  await Promise.all(sessions.map((session, index) => converse(session, index, scene, samples)))
  const seconds = (performance.now() - started) / 1000
  const after = costOf(target.pid)
  for (const session of sessions) session.close()
  return figures(samples, scene, seconds, after.cpu_ms - before.cpu_ms, after.rss_mb)
}

async function converse(session: Session, index: number, scene: Scene, samples: Samples): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, index * (scene.stagger ?? 0)))
  for (let round = 0; round < scene.rounds; round++) await oneTurn(session, scene, samples)
}

async function oneTurn(session: Session, { first, tokens, gap }: Scene, samples: Samples): Promise<void> {
  const asked = micros()
  let unfinished = ''
  const onText = (text: string) => {
    const at = micros()
    const words = (unfinished + text).split(' ')
    unfinished = words.pop()!
    for (const word of words) take(word, at, asked + first * 1000, samples)
  }
  const bytes = await session.ask(`stamp-${first}-${tokens}-${gap}`, onText)
  samples.bytes += bytes
}

/** `k12@1763722800000000`; the very first word of an answer is `r…`, when the request arrived. */
function take(word: string, at: number, due: number, samples: Samples): void {
  const stamp = /^k(\d+)@(\d+)$/.exec(word)
  if (!stamp) return
  samples.seen++
  if (stamp[1] === '0') samples.first.push(at - due)
  samples.token.push(at - Number(stamp[2]))
}

function figures(samples: Samples, scene: Scene, seconds: number, cpu_ms: number, rss_mb: number): Figures {
  const { first, token, bytes, seen } = samples
  const ms = (values: number[], part: number) => round(percentile(values, part) / 1000, 2)
  return {
    first_p50: ms(first, 0.5),
    first_p99: ms(first, 0.99),
    token_p50: ms(token, 0.5),
    token_p99: ms(token, 0.99),
    tokens_s: Math.round(seen / seconds),
    bytes_token: round(bytes / seen, 1),
    cpu_ms_1k: round((cpu_ms * 1000) / seen, 1),
    rss_mb: Math.round(rss_mb),
    missing: scene.streams * scene.rounds * scene.tokens - seen,
  }
}

function percentile(values: number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}

function round(value: number, places: number): number {
  return Number(value.toFixed(places))
}
