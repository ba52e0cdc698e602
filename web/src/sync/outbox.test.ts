import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { makeOutboxStore } from './outbox-store.ts'
import { makeOutbox } from './outbox.ts'
import { applyFrame } from './reducer.ts'
import { createThreadState, type ThreadState } from './state.ts'
import { newMessage, said } from './test-frames.ts'

class MemoryStorage implements Storage {
  [name: string]: unknown
  #items = new Map<string, string>()
  get length() {
    return this.#items.size
  }
  clear = () => this.#items.clear()
  key = (index: number) => [...this.#items.keys()][index] ?? null
  getItem = (key: string) => this.#items.get(key) ?? null
  setItem = (key: string, value: string) => void this.#items.set(key, value)
  removeItem = (key: string) => void this.#items.delete(key)
}

const frame = (id: string) => ({ type: 'send_message' as const, message_id: id, content: `text of ${id}` })

let storage = new MemoryStorage()
let online = true
let sent: string[] = []

function open(state: ThreadState = createThreadState()) {
  const outbox = makeOutbox({
    change: (edit) => void (state.pending = edit(state.pending)),
    pending: () => state.pending,
    send(message) {
      if (online) sent.push(message.message_id)
      return online
    },
    store: makeOutboxStore(storage, 'ines', 'thread'),
  })
  return { outbox, state, states: () => state.pending.map((message) => message.state) }
}

beforeEach(() => {
  vi.useFakeTimers()
  storage = new MemoryStorage()
  online = true
  sent = []
})
afterEach(() => {
  vi.useRealTimers()
})

describe('offline', () => {
  test('a message waits, outlives a reload, goes out once connected and is forgotten when acknowledged', () => {
    online = false
    const before = open()
    before.outbox.add(frame('one'))
    before.outbox.add(frame('two'))
    expect(before.states()).toEqual(['waiting', 'waiting'])
    before.outbox.close()

    const after = open()
    expect(after.state.pending.map((message) => message.frame.content)).toEqual(['text of one', 'text of two'])
    online = true
    after.outbox.connected()
    expect(sent).toEqual(['one', 'two'])
    applyFrame(after.state, newMessage(1, said('one', null)))
    after.outbox.settle()
    expect(open().state.pending.map((message) => message.frame.message_id)).toEqual(['two'])
  })

  test('what was on its way is sent again with the same id', () => {
    const { outbox, states } = open()
    outbox.add(frame('one'))
    outbox.disconnected()
    expect(states()).toEqual(['waiting'])
    outbox.connected()
    expect(sent).toEqual(['one', 'one'])
  })

  test("another person's outbox in the same browser stays theirs", () => {
    online = false
    open().outbox.add(frame('one'))
    expect(makeOutboxStore(storage, 'jonas', 'thread').load()).toEqual([])
    expect(makeOutboxStore(storage, 'ines', 'other').load()).toEqual([])
  })

  test('a broken entry is passed over', () => {
    storage.setItem('edgewise.outbox.ines.thread.x', '{"frame":')
    storage.setItem('edgewise.outbox.ines.thread.y', '{"frame":{"message_id":3}}')
    expect(open().state.pending).toEqual([])
  })
})

describe('tries', () => {
  test('three without an answer, then a person decides', () => {
    const { outbox, states } = open()
    outbox.add(frame('one'))
    vi.advanceTimersByTime(20_000)
    expect(sent).toEqual(['one', 'one', 'one'])
    expect(states()).toEqual(['sending'])
    vi.advanceTimersByTime(10_000)
    expect(states()).toEqual(['failed'])
    vi.advanceTimersByTime(60_000)
    expect(sent).toHaveLength(3)
    outbox.tryAgain('one')
    expect(sent).toHaveLength(4)
    expect(states()).toEqual(['sending'])
  })

  test('a late acknowledgement after the third try is one', () => {
    const { outbox, state } = open()
    outbox.add(frame('one'))
    vi.advanceTimersByTime(30_000)
    applyFrame(state, newMessage(1, said('one', null)))
    outbox.settle()
    expect(state.pending).toEqual([])
    expect(open().state.pending).toEqual([])
  })

  test('a refusal that may be repeated waits as long as it says', () => {
    const { outbox, state, states } = open()
    outbox.add(frame('one'))
    const refusal = {
      type: 'error' as const,
      error_code: 'rate_limit_exceeded' as const,
      error: 'slow',
      retryable: true,
    }
    applyFrame(state, { ...refusal, retry_after: 30, message_id: 'one' })
    outbox.settle()
    outbox.settle()
    expect(states()).toEqual(['waiting'])
    vi.advanceTimersByTime(29_999)
    expect(sent).toHaveLength(1)
    vi.advanceTimersByTime(1)
    expect(sent).toHaveLength(2)
    expect(state.pending[0]?.error).toBeUndefined()
  })

  test('a refusal for good fails at once and is not sent again', () => {
    const { outbox, state, states } = open()
    outbox.add(frame('one'))
    applyFrame(state, { type: 'error', error_code: 'forbidden', error: 'no', retryable: false, message_id: 'one' })
    outbox.settle()
    vi.advanceTimersByTime(60_000)
    outbox.connected()
    expect(states()).toEqual(['failed'])
    expect(sent).toHaveLength(1)
  })

  test('taken back: its text returns and nothing is sent', () => {
    online = false
    const { outbox, state } = open()
    outbox.add(frame('one'))
    expect(outbox.remove('one')).toBe('text of one')
    online = true
    outbox.connected()
    expect(state.pending).toEqual([])
    expect(sent).toEqual([])
    expect(open().state.pending).toEqual([])
  })
})
