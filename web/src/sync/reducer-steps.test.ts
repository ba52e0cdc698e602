import { expect, test } from 'vitest'
import type { Message, Step, ToolCall } from '#protocol/message.ts'
import type { Down, ThreadDown } from '#protocol/thread-down.ts'
import { applyFrame } from './reducer.ts'
import { createThreadState, type ThreadState } from './state.ts'
import { answered, chunk, established, newMessage, said, snapshotOf, start } from './test-frames.ts'

const AT = '2026-11-20T12:00:01.000Z'
const usage = {
  input_tokens: 10,
  cached_read_tokens: 0,
  cache_write_tokens: 0,
  output_tokens: 5,
  reasoning_tokens: 2,
  total_tokens: 15,
  source: 'reported' as const,
}
const step = (content_end: number, reasoning_end: number, finish_reason: Step['finish_reason']): Step => {
  return { content_end, reasoning_end, finish_reason, usage, cost_usd: '0.000000100' }
}
const called = (id: string, place: Pick<ToolCall, 'step' | 'at'>, over: Partial<ToolCall> = {}): ToolCall => {
  return { tool_call_id: id, ...place, name: 'calculate', input: { expression: '1 + 1' }, state: 'pending', ...over }
}
const tell = (seq: number, call: ToolCall): ThreadDown => ({ type: 'tool_call', seq, message_id: 'a', ...call })
const turn = (seq: number, over: Partial<Down<'turn'>> = {}): ThreadDown => {
  return {
    type: 'turn',
    seq,
    message_id: 'a',
    user_message_id: 'q',
    state: 'running',
    mode: 'chat',
    queue: [],
    ...over,
  }
}

const first = called('c1', { step: 0, at: 8 })
const second = called('c1-2', { step: 1, at: 11 })
const done = (call: ToolCall): ToolCall => ({ ...call, state: 'done', output: '2', started_at: AT, ended_at: AT })
const failed = (call: ToolCall): ToolCall => ({ ...call, state: 'failed', output: 'no', started_at: AT, ended_at: AT })
const steps = [step(8, 2, 'tool_calls'), step(11, 2, 'tool_calls'), step(16, 7, 'stop')]
const sum = { ...usage, input_tokens: 30, output_tokens: 15, reasoning_tokens: 6, total_tokens: 45 }

/** A turn of three steps: thoughts, text and a call; text and a call; thoughts and text. */
const frames: ThreadDown[] = [
  newMessage(1, said('q', null)),
  turn(2),
  start(3, 'a', 'q'),
  chunk(4, 'a', 'hm', { kind: 'reasoning' }),
  chunk(5, 'a', 'Let me ', { chunk_index: 1 }),
  chunk(6, 'a', '.', { chunk_index: 2 }),
  tell(7, first),
  tell(8, { ...first, state: 'running', started_at: AT }),
  tell(9, done(first)),
  turn(10, { step: 1 }),
  chunk(11, 'a', 'And', { chunk_index: 3 }),
  tell(12, second),
  tell(13, { ...second, state: 'running', started_at: AT }),
  tell(14, failed(second)),
  turn(15, { step: 2 }),
  turn(16, { step: 2, retry_at: AT }),
  chunk(17, 'a', 'aha: ', { kind: 'reasoning', chunk_index: 4 }),
  chunk(18, 'a', 'So: ', { chunk_index: 5 }),
  chunk(19, 'a', '2', {
    chunk_index: 6,
    is_final: true,
    finish_reason: 'complete',
    total_tokens: 45,
    usage: sum,
    cost_usd: '0.000000300',
    steps,
    finished_at: AT,
  }),
  turn(20, { state: 'ended', outcome: 'complete' }),
]

/** The answer as REST tells it afterwards. */
const stored: Message = answered('a', 'q', {
  content: 'Let me .And'.padEnd(11) + 'So: 2',
  reasoning: 'hmaha: ',
  tool_calls: [done(first), failed(second)],
  steps,
  provider: 'demo',
  model: 'demo',
  usage: sum,
  cost_usd: '0.000000300',
  finished_at: AT,
})

function play(some: ThreadDown[], state = createThreadState()): ThreadState {
  for (const frame of some) expect(applyFrame(state, frame)).toBe('ok')
  return state
}

test('a page that watched every frame has what REST answers', () => {
  const state = play(frames)
  expect(state.byId['a']).toEqual(stored)
  expect(state.begun).toEqual({})
  expect(state.running).toBeNull()
})

test('so has one that was away, wherever it came back with a snapshot', () => {
  for (let cut = 3; cut < frames.length - 1; cut++) {
    const at = frames[cut - 1] as Down<'turn'>
    const seen = play(frames.slice(0, cut)).byId['a'] as Message
    const wholeSteps = steps.filter((_, index) => seen.tool_calls?.some((one) => one.step === index && one.ended_at))
    const message = { ...seen, steps: wholeSteps, content: 'less' }
    const streaming = [{ message_id: 'a', content: seen.content, reasoning: seen.reasoning ?? '', chunk_index: 0 }]
    const snapshot = snapshotOf([said('q', null), message], { streaming })
    const state = play([established(at.seq, { snapshot }), ...frames.slice(cut)])
    expect(state.byId['a'], `cut after ${cut}`).toEqual(stored)
    expect(state.running).toBeNull()
  }
})

test('where each step began is known while it runs, and again after a snapshot', () => {
  const places = (state: ThreadState) => state.begun['a']?.map(({ content, reasoning }) => [content, reasoning])
  expect(places(play(frames.slice(0, 9)))).toEqual([[0, 0]])
  const watched = play(frames.slice(0, 17))
  expect(places(watched)).toEqual([
    [0, 0],
    [8, 2],
    [11, 2],
  ])
  expect(watched.running).toMatchObject({ step: 2, mode: 'chat' })
  const message = { ...(watched.byId['a'] as Message), steps: steps.slice(0, 2) }
  const other = play([established(17, { snapshot: snapshotOf([said('q', null), message]) })])
  expect(places(other)).toEqual(places(watched))
  play([turn(18, { step: 2 })], other)
  expect(places(other)).toEqual(places(watched))
})

test('a newer word about a call replaces the older one; the frame itself is nobody’s to change', () => {
  const before = structuredClone(frames)
  const message = { ...stored, status: 'streaming' as const, tool_calls: [first] }
  const snapshot = snapshotOf([said('q', null), message])
  play([established(3, { snapshot }), tell(4, done(first)), tell(5, second)])
  expect(snapshot.messages[1]?.tool_calls).toEqual([first])
  play(frames)
  expect(frames).toEqual(before)
})

test('an unknown state of a call is kept, one of a turn is ignored', () => {
  const strange = { ...first, state: 'dreaming' } as unknown as ToolCall
  const state = play([...frames.slice(0, 6), tell(7, strange), turn(8, { state: 'dreaming' as 'running' })])
  expect(state.byId['a']?.tool_calls).toEqual([strange])
  expect(state.running?.state).toBe('running')
  play([tell(9, done(first)), { type: 'tool_output', seq: 10, message_id: 'a' } as unknown as ThreadDown], state)
  expect(state.byId['a']?.tool_calls).toEqual([done(first)])
})

test('what a crashed agent takes back is gone, with its step', () => {
  const state = play(frames.slice(0, 11))
  const message = answered('a', 'q', {
    status: 'streaming',
    content: 'Let me .',
    reasoning: 'hm',
    steps: [steps[0] as Step],
  })
  play([{ type: 'message_updated', seq: 12, message }, turn(13, { step: 1 }), chunk(14, 'a', 'Then')], state)
  expect(state.byId['a']?.content).toBe('Let me .Then')
  expect(state.begun['a']?.map(({ content }) => content)).toEqual([0, 8])
})

test('a thousand calls at once are taken in a few milliseconds', () => {
  const many = Array.from({ length: 1000 }, (_, at) => tell(7 + at, called(`c${at}`, { step: 0, at: 8 })))
  const state = play(frames.slice(0, 6))
  const began = performance.now()
  play(many, state)
  expect(performance.now() - began).toBeLessThan(200)
  expect(state.byId['a']?.tool_calls).toHaveLength(1000)
})
