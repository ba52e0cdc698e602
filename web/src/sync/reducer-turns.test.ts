import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { BudgetPause } from '#protocol/budget.ts'
import type { Summary } from '#protocol/summary.ts'
import type { ThreadDown } from '#protocol/thread-down.ts'
import { applyFrame } from './reducer.ts'
import { createThreadState, type ThreadState } from './state.ts'
import { answered, chunk, established, newMessage, said, snapshotOf, start, testThread } from './test-frames.ts'

function play(frames: ThreadDown[], state = createThreadState()): ThreadState {
  for (const frame of frames) expect(applyFrame(state, frame)).toBe('ok')
  return state
}

const pause: BudgetPause = {
  budget: {
    scope: 'project',
    target_id: 'project',
    label: 'tidewatch',
    period: 'month',
    limit_usd: '10.000000000',
    limit_tokens: null,
    spent_usd: '9.600000000',
    spent_tokens: 1_200_000,
    resets_at: '2026-12-01T00:00:00.000Z',
  },
  expected_usd: '0.550000000',
  expected_tokens: 82_000,
}
const waits = (seq: number): ThreadDown => ({
  type: 'turn',
  seq,
  message_id: 'a',
  user_message_id: 'q',
  state: 'waiting',
  budget: pause,
  queue: [],
})

test('a turn that waits at a budget says why until it runs', () => {
  const state = play([newMessage(1, said('q', null)), waits(2)])
  expect(state.running).toMatchObject({ message_id: 'a', state: 'waiting', budget: pause })
  play([start(3, 'a', 'q')], state)
  expect(state.running).toMatchObject({ state: 'waiting' })
  play([{ ...waits(4), state: 'running', budget: undefined } as ThreadDown], state)
  expect(state.running).toEqual({ message_id: 'a', user_message_id: 'q', state: 'running' })
})

test('a budget pause is in the snapshot, and is over when the next snapshot has none', () => {
  const waiting = { message_id: 'a', user_message_id: 'q', budget: pause }
  const messages = [said('q', null)]
  const state = play([established(9, { snapshot: snapshotOf(messages, { waiting }) })])
  expect(state.running).toEqual({ ...waiting, state: 'waiting' })
  play([established(12, { snapshot: snapshotOf(messages) })], state)
  expect(state.running).toBeNull()
})

test('a pause that was stopped is over', () => {
  const state = play([newMessage(1, said('q', null)), waits(2)])
  play([{ ...waits(3), state: 'ended', outcome: 'stopped', budget: undefined } as ThreadDown], state)
  expect(state.running).toBeNull()
})

test('a turn that waits for consent or a job says for what, also in a snapshot', () => {
  const waits_for = { for: 'consent' as const, tool_call_ids: ['c1'] }
  const consent: ThreadDown = { ...waits(2), budget: undefined, step: 1, mode: 'agent', waits: waits_for } as ThreadDown
  const state = play([newMessage(1, said('q', null)), consent])
  expect(state.running).toMatchObject({ state: 'waiting', step: 1, mode: 'agent', waits: waits_for })
  const job = { message_id: 'a', user_message_id: 'q', waits: { for: 'job' as const, job_id: 'j' } }
  play([established(9, { snapshot: snapshotOf([said('q', null)], { waiting: job }) })], state)
  expect(state.running).toEqual({ ...job, state: 'waiting' })
})

test('a summary that arrives is the thread’s, and nobody needs one any more', () => {
  const summary: Summary = {
    id: 's',
    text: 'They talked about tides.',
    key_topics: ['tides'],
    end_message_id: 'q',
    message_count: 52,
    token_count: 300,
    source: 'automatic',
    model: 'demo/demo',
    created_at: '2026-11-20T14:00:00.000Z',
  }
  const state = play([
    newMessage(1, said('q', null)),
    { type: 'thread_updated', seq: 2, thread: { ...testThread, needs_summary: true } },
    { type: 'summary_available', seq: 3, summary },
  ])
  expect(state.summary).toEqual(summary)
  expect(state.thread).toMatchObject({
    summary: summary.text,
    summarized_at: summary.created_at,
    summary_count: 1,
    needs_summary: false,
  })
})

test('the final chunk brings the timing', () => {
  const timing = { first_token_ms: 400, reasoning_ms: 12_000, duration_ms: 14_000 }
  const state = play([
    newMessage(1, said('q', null)),
    start(2, 'a', 'q'),
    chunk(3, 'a', '', { is_final: true, timing }),
  ])
  expect(state.byId['a']?.timing).toEqual(timing)
})

beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-11-20T12:00:00.000Z') }))
afterEach(() => void vi.useRealTimers())

const thinking = (state: ThreadState) => state.begun['a']?.at(-1)?.thinking
const thought = (seq: number, text: string) => chunk(seq, 'a', text, { kind: 'reasoning' })

test('thinking is timed from its first words to the first of the answer', () => {
  const state = play([newMessage(1, said('q', null)), start(2, 'a', 'q')])
  expect(thinking(state)).toBeNull()
  const from = Date.now()
  play([thought(3, 'Hm')], state)
  vi.advanceTimersByTime(7000)
  play([thought(4, ', yes')], state)
  expect(thinking(state)).toEqual({ from, to: null })
  play([chunk(5, 'a', 'Yes.')], state)
  vi.advanceTimersByTime(3000)
  play([chunk(6, 'a', ' It is.')], state)
  expect(thinking(state)).toEqual({ from, to: from + 7000 })
  play([chunk(7, 'a', '', { is_final: true })], state)
  expect(state.begun).toEqual({})
})

test('a page that comes while a model thinks counts from the beginning of the answer', () => {
  const live = answered('a', 'q', { status: 'streaming', content: '', created_at: '2026-11-20T11:59:50.000Z' })
  const streaming = [{ message_id: 'a', content: '', reasoning: 'Hm', chunk_index: 3 }]
  const state = play([established(9, { snapshot: snapshotOf([said('q', null), live], { streaming }) })])
  expect(thinking(state)).toEqual({ from: Date.parse(live.created_at), to: null })
  const answering = [{ message_id: 'a', content: 'Yes', reasoning: 'Hm', chunk_index: 4 }]
  play([established(12, { snapshot: snapshotOf([said('q', null), live], { streaming: answering }) })], state)
  expect(thinking(state)).toEqual({ from: Date.parse(live.created_at), to: Date.now() })
})
