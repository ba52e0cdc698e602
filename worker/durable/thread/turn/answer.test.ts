import { expect, test, vi } from 'vitest'
import { Answer, ANSWER_MAX_CHARS } from './answer.ts'
import type { EventDraft, RoomCore } from '../desk/core.ts'
import { withoutOutputs } from '../store/outputs.ts'
import type { StoredMessage } from '../store/rows.ts'

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
  const onFull = vi.fn()
  return { made: new Answer(core, message, { tools: 0, onFull }), emitted, stored, message, onFull }
}

const chunks = (emitted: EventDraft[]) =>
  emitted.flatMap((event) => (event.type === 'stream_chunk' ? [[event.kind, event.chunk]] : []))

test('lets the first delta go at once, gathers later ones for 33 ms, and stores once a second', () => {
  vi.useFakeTimers()
  const { made, emitted, stored } = answer()
  for (let token = 0; token < 100; token++) {
    made.text(`${token} `)
    made.settle(Date.now())
    if (token === 0) expect(chunks(emitted)).toEqual([['text', '0 ']])
    vi.advanceTimersByTime(20)
  }
  expect(emitted.length).toBeGreaterThan(45)
  expect(emitted.length).toBeLessThan(65)
  expect(stored.length).toBe(1)
  vi.useRealTimers()
})

test('keeps reasoning and text apart, in the order they came', () => {
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

test('hears nothing after its end: a provider that is stopped may still be speaking', () => {
  vi.useFakeTimers()
  const { made, emitted, stored, message } = answer()
  made.text('kept')
  made.settle(Date.now())
  made.last()
  const before = emitted.length
  vi.advanceTimersByTime(2_000)
  made.text(' not heard')
  made.settle(Date.now())
  made.flush()
  vi.advanceTimersByTime(100)
  expect(emitted.length).toBe(before)
  expect([message.content, stored]).toEqual(['kept', []])
  vi.useRealTimers()
})

test('tells a tool call in its place between the texts, as one that nobody ran', () => {
  const { made, emitted, message } = answer()
  made.text('Let me see.')
  made.toolCall({ type: 'tool_call', at: 0, id: 'c1', name: 'look', arguments: '{"at":"sea"}' })
  made.toolCall({ type: 'tool_call', at: 0, id: 'c2', name: 'look', arguments: '{"at":"s' })
  made.text(' Done.')
  made.flush()
  expect(emitted.map((event) => event.type)).toEqual(['stream_chunk', 'tool_call', 'tool_call', 'stream_chunk'])
  expect(emitted[1]).toMatchObject({ message_id: 'm', tool_call_id: 'c1', name: 'look', input: { at: 'sea' } })
  expect(message.tool_calls).toMatchObject([
    { tool_call_id: 'c1', state: 'failed', output: expect.stringMatching(/not run/) },
    { tool_call_id: 'c2', input: '{"at":"s' },
  ])
})

test('counts as begun with a tool call alone: trying again would say it twice', () => {
  const { made } = answer()
  expect(made.hasBegun).toBe(false)
  made.toolCall({ type: 'tool_call', at: 0, id: 'c1', name: 'look', arguments: '' })
  expect(made.hasBegun).toBe(true)
  expect(made.message.tool_calls![0]!.input).toEqual({})
})

test('counts as begun with a piece of a call, which is part of what its step took', () => {
  const { made } = answer()
  made.calling('look{"at":')
  expect([made.hasBegun, made.stepSoFar().calling]).toEqual([true, 'look{"at":'])
  made.beginStep()
  expect([made.hasBegun, made.stepSoFar().calling]).toEqual([false, ''])
})

test('puts a call where its step’s text had come to when it was begun, and never beyond it', () => {
  const { made, message } = answer()
  made.text('before')
  made.flush()
  made.beginStep()
  made.text('12345')
  made.toolCall({ type: 'tool_call', at: 3, id: 'c1', name: 'look', arguments: '{}' })
  made.toolCall({ type: 'tool_call', at: 99, id: 'c2', name: 'look', arguments: '{}' })
  expect(message.tool_calls?.map(({ at }) => at)).toEqual([9, 11])
})

test.each(['', '.', '..', '\ud800', `${'x'.repeat(999)}😀`])(
  'an id like %j becomes one that can stand in an address',
  (id) => {
    const { made, message } = answer()
    made.toolCall({ type: 'tool_call', at: 0, id, name: 'look', arguments: '{}' })
    const { tool_call_id } = message.tool_calls![0]!
    expect(new URL(`http://x/outputs/${encodeURIComponent(tool_call_id)}`).pathname.length).toBeGreaterThan(
      '/outputs/'.length,
    )
  },
)

test('is full of calls too, and of what surrounds them', () => {
  const { made, message, onFull } = answer()
  for (let at = 0; at < 100_000; at++)
    made.toolCall({ type: 'tool_call', at: 0, id: `c${at}`, name: 'n'.repeat(5_000), arguments: '' })
  made.settle(Date.now())
  expect(onFull).toHaveBeenCalledOnce()
  expect(JSON.stringify(withoutOutputs(message.tool_calls)).length).toBeLessThan(ANSWER_MAX_CHARS + 2_000)
})

test('keeps arguments that nest without end as text: they could not be stored', () => {
  const { made, message } = answer()
  const deep = '['.repeat(50_000) + ']'.repeat(50_000)
  made.toolCall({ type: 'tool_call', at: 0, id: 'c', name: 'f', arguments: deep })
  expect(message.tool_calls![0]!.input).toBe(deep)
})

test('keeps no more than a row holds, also of one event, and says that it is full', () => {
  for (const tell of ['text', 'reasoning', 'toolCall'] as const) {
    const { made, message, onFull } = answer()
    const long = '🌍'.repeat(10_000_000)
    if (tell === 'toolCall') made.toolCall({ type: 'tool_call', at: 0, id: 'c', name: 'f', arguments: long })
    else made[tell](long)
    made.settle(Date.now())
    expect(onFull).toHaveBeenCalledOnce()
    made.flush()
    const { content, reasoning, tool_calls } = message
    expect({ text: content, reasoning, toolCall: tool_calls?.[0]!.input }[tell]).toHaveLength(ANSWER_MAX_CHARS)
    made.text('more')
    made.flush()
    expect(message.content).not.toContain('more')
  }
})
