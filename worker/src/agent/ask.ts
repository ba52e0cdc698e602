import type { ProviderFailure } from '#protocol/error.ts'
import type { Usage } from '#protocol/usage.ts'
import type { ModelRequest } from '../providers/wire.ts'
import { withRetries, type Patience, type RetryPorts } from './retry.ts'
import type { StepEnd } from './step-end.ts'

/** What asking a model for one step needs of whoever holds the conversation. */
export interface AskPorts extends RetryPorts {
  /** The request, by the plan that holds now. */
  request(): ModelRequest
  /** One try. Throws when the turn was stopped. */
  run(request: ModelRequest): Promise<StepEnd>
  /** What the provider counted teaches how it counts. */
  learn(usage: Usage): void
  /** The model refused the prompt for its length: plans a shorter one. False: there is none. */
  shorten(failure: ProviderFailure): Promise<boolean>
}

/** How often a prompt that was refused for its length is made shorter. */
const SHORTER_TRIES = 2

/**
 * Asks a model for one step, again where that helps: later, or with a shorter prompt where a model reads less than anybody
 * knew. Never after its first word. Throws when the turn is stopped.
 */
export async function ask(ports: AskPorts, patience: Patience): Promise<StepEnd> {
  for (let tried = 0; ; tried++) {
    const request = ports.request()
    const end = await withRetries(() => ports.run(request), ports, patience)
    if (end.usage?.source === 'reported' && end.reason) ports.learn(end.usage)
    if (end.failure?.kind !== 'provider_context_length' || ports.hasBegun() || tried === SHORTER_TRIES) return end
    if (!(await ports.shorten(end.failure))) return end
  }
}
