import type { BudgetPause } from '#protocol/budget.ts'
import type { Message } from '#protocol/message.ts'
import type { Author, PresentPerson } from '#protocol/person.ts'
import type { ErrorFrame } from '#protocol/thread-down.ts'
import type { Up } from '#protocol/thread-up.ts'
import type { Summary } from '#protocol/summary.ts'
import type { Context, Thread } from '#protocol/thread.ts'
import type { QueuedTurn, TurnMode, TurnState, Waits } from '#protocol/turn.ts'

/** `waiting`: no connection, or the next try is timed; `sending`: on the wire; `failed`: a person decides. */
export type PendingState = 'waiting' | 'sending' | 'failed'

/** A message that this browser wrote and the room has not acknowledged. */
export interface PendingMessage {
  frame: Up<'send_message'>
  created_at: string
  state: PendingState
  tries: number
  error?: ErrorFrame
}

export interface RunningTurn {
  message_id: string
  user_message_id: string
  state: TurnState
  /** The request to the model that it is at, counted from 0. */
  step?: number
  mode?: TurnMode
  retry_at?: string
  waits?: Waits
  /** It waits until somebody allows what it would spend. */
  budget?: BudgetPause
}

/** When this browser saw a step's reasoning begin and give way to text, by its own clock. */
export interface ThinkingSpan {
  from: number
  to: number | null
}

/** How much of its answer's text and reasoning came before a step. */
export interface BegunStep {
  content: number
  reasoning: number
  thinking: ThinkingSpan | null
}

/** What one browser knows of a thread. `list` has the ids as shown: the selected branch, then what is queued. */
export interface ThreadState {
  thread: Thread | null
  list: string[]
  byId: Record<string, Message>
  queue: QueuedTurn[]
  running: RunningTurn | null
  people: PresentPerson[]
  typing: Author[]
  context: Context | null
  /** The steps of running answers, by id: the last one runs, or its calls do. */
  begun: Record<string, BegunStep[]>
  /** The newest that came while the thread is open; who wants more asks for it. */
  summary: Summary | null
  /** The newest change applied; 0: none yet. */
  seq: number
  /** Whether the branch has messages older than the first of `list`. */
  hasMore: boolean
  /** Written here and not acknowledged, oldest first. */
  pending: PendingMessage[]
}

export function createThreadState(): ThreadState {
  return {
    thread: null,
    list: [],
    byId: {},
    queue: [],
    running: null,
    people: [],
    typing: [],
    context: null,
    begun: {},
    summary: null,
    seq: 0,
    hasMore: false,
    pending: [],
  }
}
