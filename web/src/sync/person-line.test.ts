import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { MeEstablished, PersonDown, PersonEvent } from '#protocol/person-down.ts'
import { PROTOCOL_VERSION } from '#protocol/version.ts'
import type { Connection, Socket } from './connection.ts'
import { makePersonLine } from './person-line.ts'

class FakeSocket implements Socket {
  readyState = 1
  onopen: Socket['onopen'] = null
  onmessage: Socket['onmessage'] = null
  onclose: Socket['onclose'] = null
  readonly after: number
  constructor(after: number) {
    this.after = after
  }
  send() {}
  close() {}
  greet(seq: number, replay_from?: number) {
    const standing = { running: [], unread: {}, timestamp: '2026-11-27T10:00:00.000Z' }
    this.say({
      type: 'me_established',
      protocol_version: PROTOCOL_VERSION,
      seq,
      replay_from,
      ...standing,
    } as MeEstablished)
  }
  tell(seq: number) {
    this.say({ type: 'project_deleted', seq, project_id: `p${seq}` })
  }
  say(frame: PersonDown | { type: 'from_tomorrow'; seq: number }) {
    this.onmessage?.({ data: JSON.stringify(frame) })
  }
}

let sockets: FakeSocket[]
let heard: number[]
let gaps: number
let answers: boolean
let line: Connection<never>
const last = () => sockets.at(-1)!

beforeEach(() => {
  vi.useFakeTimers()
  ;[sockets, heard, gaps, answers] = [[], [], 0, true]
  line = makePersonLine({
    onEvent: (frame: PersonEvent) => void heard.push(frame.seq),
    onGap() {
      gaps++
      return Promise.resolve(answers)
    },
    open(after) {
      sockets.push(new FakeSocket(after))
      return last()
    },
  })
})
afterEach(() => {
  line.close()
  vi.useRealTimers()
})

test('the lists are asked for at the first greeting, and not again where nothing was missed (P2)', () => {
  expect(last().after).toBe(0)
  last().greet(7)
  last().tell(8)
  line.reconnect()
  expect([gaps, last().after]).toEqual([1, 8])
  last().greet(8)
  line.reconnect()
  last().greet(10, 9)
  last().tell(9)
  last().tell(10)
  expect([gaps, heard]).toEqual([1, [8, 9, 10]])
})

test('they are asked for again where something was missed, and what follows the greeting counts', () => {
  last().greet(7)
  line.reconnect()
  last().greet(5_007)
  last().tell(5_008)
  line.reconnect()
  last().greet(10_002, 10_001)
  last().tell(10_001)
  last().tell(10_002)
  expect(heard).toEqual([5_008, 10_001, 10_002])
  expect(sockets.map(({ after }) => after)).toEqual([0, 7, 5_008])
})

test('what was seen is dropped, a gap reconnects, and a type of tomorrow counts too (S2, S9)', () => {
  last().greet(1)
  last().tell(2)
  last().tell(2)
  last().say({ type: 'from_tomorrow', seq: 3 })
  last().tell(4)
  const before = sockets.length
  last().tell(6)
  expect(sockets.length).toBe(before + 1)
  expect(last().after).toBe(4)
})

test('while nobody answers, the lists are asked for until somebody does', async () => {
  answers = false
  last().greet(7)
  await vi.advanceTimersByTimeAsync(11_000)
  expect(gaps).toBe(3)
  answers = true
  await vi.advanceTimersByTimeAsync(60_000)
  expect(gaps).toBe(4)
})

test('a second gap while the lists are asked for is not forgotten', async () => {
  last().greet(7)
  line.reconnect()
  last().greet(5_007)
  await vi.advanceTimersByTimeAsync(0)
  expect(gaps).toBe(2)
})
