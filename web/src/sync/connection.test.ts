import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ThreadDown } from '#protocol/thread-down.ts'
import type { ThreadUp } from '#protocol/thread-up.ts'
import { PROTOCOL_VERSION } from '#protocol/version.ts'
import { makeConnection, type ConnectionState, type Socket } from './connection.ts'
import { parseFrame } from './parse-frame.ts'
import { established } from './test-frames.ts'

class FakeSocket implements Socket {
  readyState = 0
  onopen: Socket['onopen'] = null
  onmessage: Socket['onmessage'] = null
  onclose: Socket['onclose'] = null
  sent: string[] = []
  closed = false
  send(text: string) {
    this.sent.push(text)
  }
  close() {
    this.closed = true
    this.readyState = 3
  }
  accept() {
    this.readyState = 1
    this.onopen?.(undefined as never)
    this.say(established(0))
  }
  say(frame: ThreadDown) {
    this.onmessage?.({ data: JSON.stringify(frame) })
  }
  end(code: number, reason = '') {
    this.readyState = 3
    this.onclose?.({ code, reason })
  }
}

const answers = { check: 'ok' as 'ok' | 'unreachable' | 'unauthorized' | 'not_found' }
let sockets: FakeSocket[] = []
let states: ConnectionState[] = []
let frames: ThreadDown[] = []

function connect() {
  return makeConnection<ThreadUp, ThreadDown>({
    open() {
      const socket = new FakeSocket()
      sockets.push(socket)
      return socket
    },
    parse: parseFrame<ThreadDown>,
    greeting: (frame) => (frame.type === 'connection_established' ? frame : null),
    onFrame: (frame) => void frames.push(frame),
    onState: (state) => void states.push(state),
    check: () => Promise.resolve(answers.check),
    random: () => 0.5,
  })
}
const last = () => sockets.at(-1)!
const name = () => states.at(-1)!.name

beforeEach(() => {
  vi.useFakeTimers()
  sockets = []
  states = []
  frames = []
  answers.check = 'ok'
})
afterEach(() => {
  vi.useRealTimers()
})

describe('reconnecting (S6)', () => {
  test('waits 1, 2, 4, 8, 16 and 16 s', () => {
    connect()
    for (const seconds of [1, 2, 4, 8, 16, 16]) {
      const before = sockets.length
      last().end(1006)
      vi.advanceTimersByTime(seconds * 1000 - 1)
      expect(sockets).toHaveLength(before)
      vi.advanceTimersByTime(1)
      expect(sockets).toHaveLength(before + 1)
    }
  })

  test.each([1000, 1001, 1005, 1006, 1011, 4401, 4408, 4429])('close %i is not the end', (code) => {
    connect()
    last().accept()
    last().end(code)
    expect(name()).toBe('disconnected')
    vi.advanceTimersByTime(1000)
    expect(sockets).toHaveLength(2)
  })

  test('4400 is the end, with its reason', () => {
    const connection = connect()
    last().accept()
    last().end(4400, 'the thread was deleted')
    expect(states.at(-1)).toEqual({ name: 'stopped', reason: 'closed', words: 'the thread was deleted' })
    connection.wake()
    vi.advanceTimersByTime(60_000)
    expect(sockets).toHaveLength(1)
  })

  test('a connection that lived starts the next wait at 1 s, one that died at once does not', () => {
    connect()
    last().end(1006)
    vi.advanceTimersByTime(1000)
    last().accept()
    last().end(1006)
    vi.advanceTimersByTime(1999)
    expect(sockets).toHaveLength(2)
    vi.advanceTimersByTime(1)
    last().accept()
    vi.advanceTimersByTime(5000)
    last().end(1006)
    vi.advanceTimersByTime(1000)
    expect(sockets).toHaveLength(4)
  })

  test.each(['unauthorized', 'not_found'] as const)('a failed upgrade asks REST and stops on %s', async (answer) => {
    answers.check = answer
    connect()
    last().end(1006)
    await vi.advanceTimersByTimeAsync(0)
    expect(states.at(-1)).toMatchObject({ name: 'stopped', reason: answer })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(sockets).toHaveLength(1)
  })

  test('a failed upgrade of a server that is away goes on trying', async () => {
    answers.check = 'unreachable'
    connect()
    last().end(1006)
    await vi.advanceTimersByTimeAsync(1000)
    expect(sockets).toHaveLength(2)
  })

  test('a network that comes back is used at once, one that goes is said at once', () => {
    const connection = connect()
    last().accept()
    connection.lose()
    expect(name()).toBe('disconnected')
    expect(last().closed).toBe(true)
    connection.wake()
    expect(sockets).toHaveLength(2)
  })
})

describe('an old socket', () => {
  test('has no say any more: a zombie neither delivers, nor closes, nor confirms', () => {
    const connection = connect()
    const zombie = last()
    zombie.accept()
    const handlers = { message: zombie.onmessage, close: zombie.onclose }
    connection.reconnect()
    last().accept()
    frames = []
    handlers.message?.({ data: JSON.stringify({ type: 'presence', people: [] }) })
    handlers.close?.({ code: 4400, reason: 'of the old one' })
    expect(frames).toEqual([])
    expect(name()).toBe('live')
    expect(zombie.closed).toBe(true)
  })

  test('takes its heartbeat with it, and the new one starts its own', () => {
    const connection = connect()
    last().accept()
    vi.advanceTimersByTime(24_000)
    connection.reconnect()
    last().accept()
    vi.advanceTimersByTime(24_999)
    expect(last().sent).toEqual([])
    vi.advanceTimersByTime(1)
    expect(last().sent).toEqual(['{"type":"heartbeat"}'])
    expect(sockets[0]?.sent).toEqual([])
  })
})

describe('heartbeat (S4)', () => {
  test('silence of 10 s after a question is a loss, an answer is not', () => {
    connect()
    last().accept()
    vi.advanceTimersByTime(25_000)
    last().say({ type: 'heartbeat_ack' })
    vi.advanceTimersByTime(24_999)
    expect(name()).toBe('live')
    vi.advanceTimersByTime(1 + 9_999)
    expect(name()).toBe('live')
    vi.advanceTimersByTime(1)
    expect(name()).toBe('disconnected')
    expect(sockets[0]?.closed).toBe(true)
  })

  test('coming back to the tab asks a socket that seems alive', () => {
    const connection = connect()
    last().accept()
    connection.wake()
    expect(last().sent).toEqual(['{"type":"heartbeat"}'])
    vi.advanceTimersByTime(10_000)
    expect(name()).toBe('disconnected')
  })
})

test('what is not a frame is dropped', () => {
  connect()
  last().accept()
  frames = []
  for (const data of ['', 'null', '[]', '"heartbeat"', '{}', '{"type":1}', '{', new ArrayBuffer(1)])
    last().onmessage?.({ data })
  expect(frames).toEqual([])
  expect(name()).toBe('live')
})

test('a server of another MAJOR version is not listened to, and not asked again (S9)', () => {
  const connection = connect()
  last().readyState = 1
  last().onopen?.(undefined as never)
  last().say({ ...established(0), protocol_version: '99.0' } as ThreadDown)
  last().say({ type: 'presence', people: [] })
  expect(frames).toEqual([])
  expect(states.at(-1)).toMatchObject({ name: 'stopped', reason: 'outdated' })
  expect(last().closed).toBe(true)
  connection.wake()
  vi.advanceTimersByTime(60_000)
  expect(sockets).toHaveLength(1)
})

test('nothing is sent before the room has greeted', () => {
  const connection = connect()
  last().readyState = 1
  expect(connection.send({ type: 'stop' })).toBe(false)
  last().accept()
  expect(connection.send({ type: 'stop' })).toBe(true)
  expect(last().sent).toEqual(['{"type":"stop"}'])
})

test('another object has frames of its own: its greeting makes the line live, what it never sends is dropped', () => {
  type Down = { type: 'hello'; protocol_version: string } | { type: 'news'; text: string }
  const hello = { type: 'hello', protocol_version: PROTOCOL_VERSION } as const
  const heard: Down[] = []
  const socket = new FakeSocket()
  const connection = makeConnection<{ type: 'seen' }, Down>({
    open: () => socket,
    parse(data) {
      const frame = parseFrame<Down>(data)
      return frame?.type === 'hello' || frame?.type === 'news' ? frame : null
    },
    greeting: (frame) => (frame.type === 'hello' ? frame : null),
    onFrame: (frame) => void heard.push(frame),
    onState: (state) => void states.push(state),
    check: () => Promise.resolve('ok'),
  })
  socket.readyState = 1
  socket.onopen?.(undefined as never)
  socket.say(established(0))
  expect(connection.send({ type: 'seen' })).toBe(false)
  socket.onmessage?.({ data: JSON.stringify(hello) })
  socket.onmessage?.({ data: '{"type":"news","text":"a"}' })
  expect(heard).toEqual([hello, { type: 'news', text: 'a' }])
  expect(name()).toBe('live')
  expect(connection.send({ type: 'seen' })).toBe(true)
})
