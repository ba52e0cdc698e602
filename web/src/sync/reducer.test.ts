import { describe, expect, test } from 'vitest'
import type { ThreadDown } from '#protocol/thread-down.ts'
import { prependOlder, trimOlder } from './path.ts'
import { applyFrame } from './reducer.ts'
import { createThreadState, type ThreadState } from './state.ts'
import {
  answered,
  chunk,
  established,
  newMessage,
  said,
  shown,
  snapshotOf,
  start,
  testThread,
  unsent,
} from './test-frames.ts'

function play(frames: ThreadDown[], state = createThreadState()): ThreadState {
  for (const frame of frames) expect(applyFrame(state, frame)).toBe('ok')
  return state
}

const turn: ThreadDown[] = [
  newMessage(1, said('q', null)),
  start(2, 'a', 'q'),
  chunk(3, 'a', 'Yes. '),
  chunk(4, 'a', 'The height', { chunk_index: 1 }),
]

describe('seq (S2, S3)', () => {
  test('a replay applied twice doubles no text', () => {
    const state = play([...turn, ...turn, ...turn])
    expect(shown(state)).toEqual(['q: text of q (complete)', 'a: Yes. The height (streaming)'])
  })

  test('frames shared by two tabs end equal in both, and no tab changes what the other got', () => {
    const one = createThreadState()
    const two = createThreadState()
    for (const frame of turn) {
      applyFrame(one, frame)
      applyFrame(two, frame)
    }
    expect(shown(one)).toEqual(['q: text of q (complete)', 'a: Yes. The height (streaming)'])
    expect(two).toEqual(one)
  })

  test('a frame after a missing one is a gap and changes nothing', () => {
    const state = play(turn)
    const before = structuredClone(state)
    expect(applyFrame(state, chunk(6, 'a', ' lost'))).toBe('gap')
    expect(state).toEqual(before)
  })

  test('a merged chunk of a replay counts from its first seq', () => {
    const state = play(turn.slice(0, 2))
    expect(applyFrame(state, chunk(9, 'a', 'late', { from_seq: 4 }))).toBe('gap')
    expect(applyFrame(state, chunk(9, 'a', 'Yes. The height', { from_seq: 3 }))).toBe('ok')
    expect(state.seq).toBe(9)
    expect(state.byId['a']?.content).toBe('Yes. The height')
  })

  test('a merged chunk that was seen in part is a gap, so nothing of it doubles', () => {
    const state = play(turn)
    expect(applyFrame(state, chunk(6, 'a', 'The height is', { from_seq: 4 }))).toBe('gap')
    expect(state.byId['a']?.content).toBe('Yes. The height')
  })

  test('a newer room: a frame of an unknown type is ignored and its seq counts, an unknown field changes nothing (S9)', () => {
    const state = play(turn)
    play([{ type: 'files_changed', seq: 5 } as unknown as ThreadDown, chunk(6, 'a', '.')], state)
    play([{ type: 'weather' } as unknown as ThreadDown], state)
    play([{ ...chunk(7, 'a', '!'), mood: 'fine' } as unknown as ThreadDown], state)
    expect(state.byId['a']?.content).toBe('Yes. The height.!')
  })
})

describe('connecting', () => {
  test('a snapshot over a live message takes its streamed text, not the stored row', () => {
    const state = play(turn)
    const stored = answered('a', 'q', { status: 'streaming', content: 'Yes' })
    const live = [{ message_id: 'a', content: 'Yes. The height is', reasoning: 'hm', chunk_index: 2 }]
    play([established(20, { snapshot: snapshotOf([said('q', null), stored], { streaming: live }) })], state)
    expect(shown(state)).toEqual(['q: text of q (complete)', 'a: Yes. The height is (streaming)'])
    expect(state.byId['a']?.reasoning).toBe('hm')
    expect(state.running).toEqual({ message_id: 'a', user_message_id: 'q', state: 'running' })
    play([chunk(21, 'a', ' the mean.')], state)
    expect(state.byId['a']?.content).toBe('Yes. The height is the mean.')
  })

  test('a snapshot keeps what is unsent and acknowledges what it contains', () => {
    const state = createThreadState()
    state.pending = [unsent('q'), unsent('later')]
    play([established(4, { snapshot: snapshotOf([said('q', null)]) })], state)
    expect(state.pending.map((pending) => pending.frame.message_id)).toEqual(['later'])
    expect(state.list).toEqual(['q'])
  })

  test('a snapshot whose seq went back is taken: the room no longer knew ours', () => {
    const state = play(turn)
    play([established(2, { snapshot: snapshotOf([said('q', null)]) }), start(3, 'b', 'q')], state)
    expect(state.list).toEqual(['q', 'b'])
  })

  test('nothing missed, a replay that fits, and one that does not', () => {
    const state = play(turn)
    expect(applyFrame(state, established(4))).toBe('ok')
    expect(applyFrame(state, established(9, { replay_from: 5 }))).toBe('ok')
    expect(applyFrame(state, established(9, { replay_from: 7 }))).toBe('gap')
    expect(applyFrame(state, established(9))).toBe('gap')
  })

  test('a reconnect between "accepted" and the first chunk does not leave the page stuck', () => {
    const state = play([newMessage(1, said('q', null))])
    play([established(4, { replay_from: 2 }), start(2, 'a', 'q'), chunk(4, 'a', 'Yes', { from_seq: 3 })], state)
    play([chunk(5, 'a', '', { is_final: true, finish_reason: 'complete' })], state)
    expect(shown(state)).toEqual(['q: text of q (complete)', 'a: Yes (complete)'])
  })
})

describe('messages', () => {
  test('the own frame coming back acknowledges; late, after three tries, too', () => {
    const state = createThreadState()
    state.pending = [unsent('q', { state: 'failed', tries: 3 })]
    play([newMessage(1, said('q', null))], state)
    expect(state.pending).toEqual([])
    expect(state.list).toEqual(['q'])
  })

  test('a new message cuts the branch after its parent', () => {
    const state = play([
      newMessage(1, said('q1', null)),
      newMessage(2, answered('a1', 'q1')),
      newMessage(3, said('q2', 'a1')),
      newMessage(4, said('q2b', 'a1')),
    ])
    expect(state.list).toEqual(['q1', 'a1', 'q2b'])
    expect(Object.keys(state.byId)).toEqual(['q1', 'a1', 'q2b'])
    play([newMessage(5, said('first', null))], state)
    expect(state.list).toEqual(['first'])
  })

  test('in a partial list a parent from before it takes the whole list away', () => {
    const state = createThreadState()
    play([established(5, { snapshot: snapshotOf([said('q9', 'a8')], { has_more: true }) })], state)
    play([newMessage(6, said('x', 'q1'))], state)
    expect(state.list).toEqual(['x'])
    expect(state.hasMore).toBe(true)
  })

  test('a send during a stream waits after it and makes one answer, in its turn (M3)', () => {
    const state = play([
      ...turn,
      newMessage(5, said('w1', 'a', { status: 'queued' })),
      newMessage(6, said('w2', 'a', { status: 'queued' })),
      chunk(7, 'a', '.', { is_final: true, finish_reason: 'stopped' }),
    ])
    expect(state.list).toEqual(['q', 'a', 'w1', 'w2'])
    play([{ type: 'message_updated', seq: 8, message: said('w1', 'a') }, start(9, 'b', 'w1')], state)
    expect(state.list).toEqual(['q', 'a', 'w1', 'b', 'w2'])
    play([{ type: 'message_updated', seq: 10, message: said('w2', 'a', { status: 'withdrawn' }) }], state)
    expect(state.list).toEqual(['q', 'a', 'w1', 'b'])
  })

  test('the last chunk says how it ended', () => {
    const error = { code: 'ai_provider_error' as const, message: 'broke off' }
    const state = play([
      ...turn,
      chunk(5, 'a', '', { is_final: true, finish_reason: 'interrupted', cost_usd: '0.000000100', error }),
    ])
    expect(state.byId['a']).toMatchObject({ status: 'interrupted', cost_usd: '0.000000100', error })
  })

  test('thinking and text stay apart', () => {
    const state = play([...turn, chunk(5, 'a', 'hm', { kind: 'reasoning' }), chunk(6, 'a', '!')])
    expect(state.byId['a']).toMatchObject({ content: 'Yes. The height!', reasoning: 'hm' })
  })

  test('deletion is soft and in place', () => {
    const state = play([
      ...turn,
      { type: 'message_deleted', seq: 5, message_id: 'q', deleted_at: testThread.created_at },
    ])
    expect(state.list).toEqual(['q', 'a'])
    expect(state.byId['q']).toMatchObject({ content: '', deleted_at: testThread.created_at })
  })

  test('of a deleted answer nothing is left that it said, thought or called', () => {
    const called = { tool_call_id: 'c', step: 0, at: 0, name: 'look', input: {}, state: 'done' as const, output: 'sea' }
    const message = answered('a', 'q', { reasoning: 'hm', tool_calls: [called], steps: [] })
    const state = play([newMessage(1, said('q', null)), newMessage(2, message)])
    play([{ type: 'message_deleted', seq: 3, message_id: 'a', deleted_at: testThread.created_at }], state)
    const { reasoning: _, tool_calls: __, steps: ___, ...rest } = message
    expect(state.byId['a']).toEqual({ ...rest, content: '', deleted_at: testThread.created_at })
  })

  test('an update of a message that is not shown changes nothing', () => {
    const state = play([...turn, { type: 'message_updated', seq: 5, message: said('other', 'q') }])
    expect(state.list).toEqual(['q', 'a'])
    expect(state.byId['other']).toBeUndefined()
  })

  test('another branch replaces what follows the shared message', () => {
    const frame = { type: 'branch_selected' as const, message_id: 'b2', parent_message_id: 'q', has_more: false }
    const state = play([...turn, newMessage(5, said('w', 'a', { status: 'queued' }))])
    play([{ ...frame, seq: 6, messages: [answered('b1', 'q'), said('b2', 'b1')] }], state)
    expect(state.list).toEqual(['q', 'b1', 'b2', 'w'])
    play([{ ...frame, seq: 7, has_more: true, messages: [said('z', 'y')] }], state)
    expect(state.list).toEqual(['z', 'w'])
    expect(state.hasMore).toBe(true)
  })

  test('older messages go before, once', () => {
    const state = play(turn)
    state.hasMore = true
    prependOlder(state, [said('o1', null), said('q', 'o1')], false)
    expect(state.list).toEqual(['o1', 'q', 'a'])
    expect(state.hasMore).toBe(false)
  })

  test('a reader at the end keeps the newest and what waits; the rest comes back over REST', () => {
    const state = play([...turn, newMessage(5, said('w', 'a', { status: 'queued' }))])
    trimOlder(state, 1)
    expect(state.list).toEqual(['a', 'w'])
    expect(state.hasMore).toBe(true)
    prependOlder(state, [said('q', null)], false)
    expect(state.list).toEqual(['q', 'a', 'w'])
  })
})

describe('turns and people', () => {
  const running: ThreadDown = {
    type: 'turn',
    seq: 5,
    message_id: 'a',
    user_message_id: 'q',
    state: 'running',
    retry_at: testThread.created_at,
    queue: [],
  }

  test('a turn waits, goes on and ends; the end of another turn does not end it', () => {
    const state = play([...turn, running])
    expect(state.running?.retry_at).toBe(testThread.created_at)
    play([{ ...running, seq: 6, retry_at: undefined }], state)
    expect(state.running).toEqual({ message_id: 'a', user_message_id: 'q', state: 'running' })
    play([{ ...running, seq: 7, message_id: 'other', state: 'ended' }], state)
    expect(state.running?.message_id).toBe('a')
    play([{ ...running, seq: 8, state: 'ended' }], state)
    expect(state.running).toBeNull()
  })

  test('control events are no errors: presence, typing, context and heartbeats leave messages alone', () => {
    const sums = { thread_tokens: 12, thread_cost_usd: '0.000000340' }
    const state = play(turn)
    state.thread = { ...testThread }
    const before = structuredClone({ list: state.list, byId: state.byId, seq: state.seq, pending: state.pending })
    const person = { id: 'jonas', name: 'Jonas' }
    play(
      [
        { type: 'presence', people: [{ ...person, role: 'editor', read_seq: 3 }] },
        { type: 'typing_indicator', person, is_typing: true },
        { type: 'typing_indicator', person, is_typing: true },
        { type: 'context', used: 5, total: 10, percentage: 50, severity: 'ok', source: 'reported', cut: null, ...sums },
        { type: 'heartbeat_ack' },
      ],
      state,
    )
    expect(state).toMatchObject(before)
    expect(state.typing).toEqual([person])
    expect(state.thread).toMatchObject({ total_tokens: 12, cost_usd: '0.000000340' })
    expect(state.context).toEqual({
      used: 5,
      total: 10,
      percentage: 50,
      severity: 'ok',
      source: 'reported',
      cut: null,
      ...sums,
    })
    play([{ type: 'presence', people: [] }], state)
    expect(state.typing).toEqual([])
  })

  test('a refusal marks the message it answers, and only that', () => {
    const state = play(turn)
    state.pending = [unsent('one'), unsent('two')]
    const refusal = { type: 'error' as const, error_code: 'queue_full' as const, error: 'full', retryable: false }
    play([{ ...refusal, message_id: 'two' }], state)
    expect(state.pending.map((pending) => pending.state)).toEqual(['sending', 'failed'])
    play([{ ...refusal, message_id: 'one', retryable: true, retry_after: 11 }], state)
    expect(state.pending[0]).toMatchObject({ state: 'waiting', error: { retry_after: 11 } })
  })
})
