import { expect, it, vi } from 'vitest'
import { Answer } from './answer.ts'
import type { EventDraft, RoomCore } from './core.ts'
import type { StoredMessage } from './rows.ts'

function answer() {
  const emitted: EventDraft[] = []
  const stored: string[] = []
  const store = { put: (message: StoredMessage) => void stored.push(message.content), flush: () => {} }
  const core = {
    emit: (event: EventDraft) => void emitted.push(event),
    release: () => {},
    store,
  } as unknown as RoomCore
  const message = { id: 'm', content: '', status: 'streaming' } as StoredMessage
  return { made: new Answer(core, message, () => {}), emitted, stored, message }
}

const chunks = (emitted: EventDraft[]) =>
  emitted.flatMap((event) => (event.type === 'stream_chunk' ? [[event.kind, event.chunk]] : []))

it('lets the first delta go at once, gathers later ones for 33 ms, and stores once a second', () => {
  vi.useFakeTimers()
  const { made, emitted, stored } = answer()
  for (let token = 0; token < 100; token++) {
    made.text(`${token} `)
    made.settle()
    if (token === 0) expect(chunks(emitted)).toEqual([['text', '0 ']])
    vi.advanceTimersByTime(20)
  }
  expect(emitted.length).toBeGreaterThan(45)
  expect(emitted.length).toBeLessThan(65)
  expect(stored.length).toBe(1)
  vi.useRealTimers()
})

it('keeps reasoning and text apart, in the order they came', () => {
  const { made, emitted, message } = answer()
  made.reasoning('hm')
  made.text('Yes')
  made.reasoning('wait')
  const last = made.last()
  expect([...chunks(emitted), [last.kind, last.chunk]]).toEqual([
    ['reasoning', 'hm'],
    ['text', 'Yes'],
    ['reasoning', 'wait'],
    ['text', ''],
  ])
  expect([message.content, message.reasoning]).toEqual(['Yes', 'hmwait'])
})

it('hears nothing after its end: a provider that is stopped may still be speaking', () => {
  vi.useFakeTimers()
  const { made, emitted, stored, message } = answer()
  made.text('kept')
  made.settle()
  made.last()
  const before = emitted.length
  vi.advanceTimersByTime(2_000)
  made.text(' not heard')
  made.settle()
  made.flush()
  vi.advanceTimersByTime(100)
  expect(emitted.length).toBe(before)
  expect([message.content, stored]).toEqual(['kept', []])
  vi.useRealTimers()
})
