import type { ProviderFailure, TurnError } from '#protocol/error.ts'
import type { BudgetPause } from '#protocol/budget.ts'
import type { Outcome } from '#protocol/message.ts'
import { withRetries } from '../../../src/agent/retry.ts'
import { runStep, type StepPorts } from '../../../src/agent/step.ts'
import type { StepEnd } from '../../../src/agent/step-end.ts'
import { learnFromRefusal } from '../../../src/agent/window.ts'
import type { ModelAccess } from '../../../src/models/model-access.ts'
import type { ModelRequest, PromptMessage } from '../../../src/providers/wire.ts'
import type { Answer } from './answer.ts'
import { queueOf } from '../branch/shown.ts'
import type { RoomCore } from '../desk/core.ts'
import {
  checkFits,
  keepLearned,
  learnedOf,
  learnFrom,
  promptFor,
  windowHere,
  type Reader,
  type RoomPlan,
} from '../prompt/prompts.ts'
import type { StoredMessage, Turn } from '../store/rows.ts'

/** The turn that runs in this memory. `running` in the room's row may name one that nobody runs: a crash was there. */
export interface Live {
  turn: Turn
  abort: AbortController
  answer: Answer | null
  access: ModelAccess | null
  plan: RoomPlan | null
  /** Most tokens the answer may have: what the person asked for, or what is left of a budget. */
  max_tokens: number | undefined
}

export function newLive(turn: Turn): Live {
  return {
    turn,
    abort: new AbortController(),
    answer: null,
    access: null,
    plan: null,
    max_tokens: turn.options.max_tokens,
  }
}

export function readerOf(core: RoomCore, { turn, access }: Live): Reader {
  return { ...access!, context_window: windowHere(core, access!), max_tokens: turn.options.max_tokens }
}

/** Plans the prompt of a turn. Throws `insufficient_tokens` when the turn can't fit its model. */
export async function planTurn(core: RoomCore, live: Live): Promise<RoomPlan> {
  const reader = readerOf(core, live)
  const plan = await promptFor(core, live.turn.user_message_id, reader)
  checkFits(core, plan, reader)
  return plan
}

/** How often a prompt that was refused for its length is made shorter. */
const SHORTER_TRIES = 2

/**
 * Asks the model for an answer, again where that helps: later, or with a shorter prompt where a model reads less than anybody
 * knew. Its words go to `answer` as they come. Throws when the turn is stopped.
 */
export async function askModel(core: RoomCore, ports: StepPorts, live: Live, answer: Answer): Promise<StepEnd> {
  for (let tried = 0; ; tried++) {
    const end = await askOnce(core, ports, live, answer)
    const reader = readerOf(core, live)
    if (end.usage?.source === 'reported' && end.reason) learnFrom(core, reader, live.plan!, end.usage.input_tokens)
    if (end.failure?.kind !== 'provider_context_length' || answer.hasBegun || tried === SHORTER_TRIES) return end
    const { source, tokens } = live.plan!
    keepLearned(core, reader, source, learnFromRefusal(learnedOf(core, reader, source), tokens, end.failure))
    const shorter = await promptFor(core, live.turn.user_message_id, readerOf(core, live))
    // what can't become shorter is refused again
    if (shorter.tokens >= tokens) return end
    live.plan = shorter
  }
}

function askOnce(core: RoomCore, ports: StepPorts, live: Live, answer: Answer): Promise<StepEnd> {
  const request = requestOf(core, live)
  const step = () => {
    answer.asked()
    return runStep(ports, request, live.abort.signal, answer)
  }
  return withRetries(step, {
    hasBegun: () => answer.hasBegun,
    wait: (ms, failure) => waitToRetry(core, live, ms, failure),
  })
}

function requestOf(core: RoomCore, live: Live): ModelRequest {
  const { model, max_output, key_id } = live.access!
  const { messages, expected } = live.plan!
  const { context_window } = readerOf(core, live)
  const options = { ...live.turn.options, max_tokens: live.max_tokens }
  // some refuse a prompt that leaves less room than the longest answer they were asked for
  const room = context_window === null ? null : Math.max(1, Math.floor(context_window - expected * 1.02))
  const longest = room === null ? max_output : Math.min(room, max_output ?? room)
  return {
    model,
    messages: messages.map((one) => withoutForeignEcho(one, key_id)),
    options,
    max_output: longest,
    context_window,
  }
}

/** What a provider wants back it takes from the same account only. */
function withoutForeignEcho(message: PromptMessage, key_id: string | null): PromptMessage {
  if (message.role !== 'assistant' || !message.echo) return message
  const { key_id: from, ...echo } = message.echo as NonNullable<StoredMessage['echo']>
  return { ...message, echo: from === key_id ? echo : undefined }
}

async function waitToRetry(core: RoomCore, live: Live, ms: number, failure: ProviderFailure): Promise<void> {
  const error: TurnError = { code: 'ai_provider_error', message: failure.message, provider: failure }
  announceTurn(core, live.turn, { state: 'running', error, retry_at: new Date(Date.now() + ms).toISOString() })
  core.release()
  await scheduler.wait(ms, { signal: live.abort.signal })
}

interface TurnNews {
  state: 'queued' | 'running' | 'waiting' | 'ended'
  outcome?: Outcome
  error?: TurnError
  retry_at?: string
  budget?: BudgetPause
}

export function announceTurn(core: RoomCore, turn: Turn, news: TurnNews): void {
  const { id, user_message_id } = turn
  core.emit({ type: 'turn', message_id: id, user_message_id, ...news, queue: queueOf(core.row.queue) })
}
