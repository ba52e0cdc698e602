import type { Down, ErrorFrame, ThreadDown } from '#protocol/thread-down.ts'
import { replaceAll } from './replace-all.ts'
import type { ThreadState } from './state.ts'

export type Applied = 'ok' | 'gap'

/** A frame that changes the thread. */
export type EventFrame = Exclude<Extract<ThreadDown, { seq: number }>, { type: 'connection_established' }>
type NoticeFrame = Exclude<ThreadDown, EventFrame>

/** Applies a frame that changes nothing of the thread itself: who is here, what is used, what was refused. */
export function applyNotice(state: ThreadState, frame: NoticeFrame): Applied {
  switch (frame.type) {
    case 'connection_established':
      return connect(state, frame)
    case 'context': {
      const { type: _type, ...context } = frame
      state.context = context
      const sums = { total_tokens: context.thread_tokens, cost_usd: context.thread_cost_usd }
      if (state.thread) Object.assign(state.thread, sums)
      return 'ok'
    }
    case 'typing_indicator':
      setTyping(state, frame)
      return 'ok'
    case 'presence':
      setPeople(state, frame.people)
      return 'ok'
    case 'error':
      refuse(state, frame)
      return 'ok'
    case 'heartbeat_ack':
      return 'ok'
    default:
      frame satisfies never
      return 'ok'
  }
}

function connect(state: ThreadState, frame: Down<'connection_established'>): Applied {
  setPeople(state, frame.people)
  if (frame.snapshot) {
    replaceAll(state, frame.snapshot, frame.seq)
    return 'ok'
  }
  if (frame.replay_from !== undefined) return frame.replay_from > state.seq + 1 ? 'gap' : 'ok'
  return frame.seq === state.seq ? 'ok' : 'gap'
}

function setPeople(state: ThreadState, people: ThreadState['people']): void {
  state.people = people
  state.typing = state.typing.filter((author) => people.some((person) => person.id === author.id))
}

function setTyping(state: ThreadState, frame: Down<'typing_indicator'>): void {
  stopTyping(state, frame.person.id)
  if (frame.is_typing) state.typing = [...state.typing, frame.person]
}

export function stopTyping(state: ThreadState, personId: string): void {
  if (!state.typing.some((author) => author.id === personId)) return
  state.typing = state.typing.filter((author) => author.id !== personId)
}

/** An answer to a frame of this browser. Only a message that waits here changes; the rest is shown by the page. */
function refuse(state: ThreadState, frame: ErrorFrame): void {
  const pending = state.pending.find((waiting) => waiting.frame.message_id === frame.message_id)
  if (!pending) return
  pending.state = frame.retryable ? 'waiting' : 'failed'
  pending.error = frame
}
