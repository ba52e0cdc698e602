import type { ProviderFailure, TurnError } from '../../protocol/error.ts'
import type { Outcome } from '../../protocol/message.ts'
import { withRetries } from '../../src/agent/retry.ts'
import { runStep, type StepEnd, type StepPorts } from '../../src/agent/step.ts'
import type { ModelAccess } from '../../src/auth/model-access.ts'
import type { Answer } from './answer.ts'
import { promptOf } from './answers.ts'
import { queueOf } from './catch-up.ts'
import type { RoomCore } from './core.ts'
import type { Turn } from './rows.ts'

/** The turn that runs in this memory. `running` in the room's row may name one that nobody runs: a crash was there. */
export interface Live {
  turn: Turn
  abort: AbortController
  answer: Answer | null
  access: ModelAccess | null
  promptChars: number
}

export function newLive(turn: Turn): Live {
  return { turn, abort: new AbortController(), answer: null, access: null, promptChars: 0 }
}

/** Asks the model for an answer, again where that helps. Its words go to `answer` as they come. Throws when the turn is stopped. */
export function askModel(core: RoomCore, ports: StepPorts, live: Live, answer: Answer): Promise<StepEnd> {
  const access = live.access!
  const messages = promptOf(core, live.turn, access)
  live.promptChars = messages.reduce((chars, message) => chars + message.content.length, 0)
  const request = { model: access.model, messages, options: live.turn.options }
  return withRetries(() => runStep(ports, request, live.abort.signal, answer), {
    hasBegun: () => answer.hasBegun,
    wait: (ms, failure) => waitToRetry(core, live, ms, failure),
  })
}

async function waitToRetry(core: RoomCore, live: Live, ms: number, failure: ProviderFailure): Promise<void> {
  const error: TurnError = { code: 'ai_provider_error', message: failure.message, provider: failure }
  announceTurn(core, live.turn, { state: 'running', error, retry_at: new Date(Date.now() + ms).toISOString() })
  core.release()
  await scheduler.wait(ms, { signal: live.abort.signal })
}

interface TurnNews {
  state: 'queued' | 'running' | 'ended'
  outcome?: Outcome
  error?: TurnError
  retry_at?: string
}

export function announceTurn(core: RoomCore, turn: Turn, news: TurnNews): void {
  const { id, user_message_id } = turn
  core.emit({ type: 'turn', message_id: id, user_message_id, ...news, queue: queueOf(core.row.queue) })
}
