import type { BudgetPause } from '#protocol/budget.ts'
import type { TurnError } from '#protocol/error.ts'
import { newId } from '#protocol/ids.ts'
import type { Outcome } from '#protocol/message.ts'
import type { Waits } from '#protocol/turn.ts'
import type { ModelAccess } from '../../../src/models/model-access.ts'
import type { Tool } from '../../../src/tools/tool.ts'
import type { RoomCore } from '../desk/core.ts'
import { queueOf } from '../branch/shown.ts'
import { windowHere, type Reader, type RoomPlan } from '../prompt/prompts.ts'
import type { StoredMessage, Turn } from '../store/rows.ts'
import type { Answer } from './answer.ts'

/** The turn that runs in this memory. `running` in the room's row may name one that nobody runs: a crash was there. */
export interface Live {
  turn: Turn
  abort: AbortController
  answer: Answer | null
  access: ModelAccess | null
  plan: RoomPlan | null
  tools: Tool[]
  /** The id of the present step's row in the ledger, and of its hold. */
  step_id: string
  /** Most tokens that its answer may have: what the person asked for, or what is left of a budget. */
  max_tokens: number | undefined
  /** The turn's last step: it may call nothing any more. */
  isLast: boolean
}

/** `steps`: how many of it are whole. The first step's row has the answer's own id. */
export function newLive(turn: Turn, steps: number): Live {
  return {
    turn,
    abort: new AbortController(),
    answer: null,
    access: null,
    plan: null,
    tools: [],
    step_id: steps === 0 ? turn.id : newId(),
    max_tokens: turn.options.max_tokens,
    isLast: false,
  }
}

/** The turn's model: known from its first phase on. */
export function accessOf({ access }: Live): ModelAccess {
  if (!access) throw new Error('this turn has no model yet')
  return access
}

/** The prompt of the present step: known once it is planned. */
export function planOf({ plan }: Live): RoomPlan {
  if (!plan) throw new Error('this step has no plan yet')
  return plan
}

/** Which model reads the turn's prompts. */
export function readerOf(core: RoomCore, live: Live): Reader {
  const access = accessOf(live)
  return { ...access, context_window: windowHere(core, access), max_tokens: live.turn.options.max_tokens }
}

/** The branch as the turn's model is to read it: down to the question, or to what was answered so far. */
export function leafOf({ turn }: Live, answer: StoredMessage | undefined): string {
  return answer?.steps?.length ? turn.id : turn.user_message_id
}

interface TurnNews {
  state: 'queued' | 'running' | 'waiting' | 'ended'
  step?: number
  outcome?: Outcome
  error?: TurnError
  retry_at?: string
  waits?: Waits
  budget?: BudgetPause
}

export function announceTurn(core: RoomCore, turn: Turn, news: TurnNews): void {
  const { id, user_message_id, mode } = turn
  core.emit({ type: 'turn', message_id: id, user_message_id, mode, ...news, queue: queueOf(core.row.queue) })
}
