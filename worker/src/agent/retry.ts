import type { ProviderFailure } from '#protocol/error.ts'
import type { StepEnd } from './step-end.ts'

const RETRIED = new Set<ProviderFailure['kind']>([
  'provider_rate_limit',
  'provider_overloaded',
  'provider_unreachable',
  'provider_error',
])
const TRIES = 4
/** A provider that wants us to wait longer than this is an answer for the person, not for us. */
const LONGEST_WAIT_S = 60

export interface RetryPorts {
  /** Whether anything of the answer has reached a person: then a second try would say it twice. */
  hasBegun(): boolean
  /** Waits, and tells whoever watches. Throws when the turn was stopped. */
  wait(ms: number, failure: ProviderFailure): Promise<void>
}

/** Tries a step until it ends well, has begun to answer, or three more tries did not help; waits as `retry-after` says. */
export async function withRetries(step: () => Promise<StepEnd>, ports: RetryPorts): Promise<StepEnd> {
  for (let tried = 1; ; tried++) {
    const end = await step()
    const wait = end.failure && retryDelayMs(end.failure, tried)
    if (!end.failure || wait === null || ports.hasBegun()) return end
    await ports.wait(wait, end.failure)
  }
}

/** Milliseconds until the next try; null: trying again makes no sense. Without `retry-after` 1, 2, 4 s with jitter. */
export function retryDelayMs(failure: ProviderFailure, tried: number): number | null {
  if (!RETRIED.has(failure.kind) || tried >= TRIES || failure.retryable === false) return null
  // 4xx that isn't about load comes back the same
  if (failure.kind === 'provider_error' && failure.status !== null && failure.status < 500) return null
  if (failure.retry_after === null) return 1000 * 2 ** (tried - 1) * (0.75 + Math.random() / 2)
  return failure.retry_after <= LONGEST_WAIT_S ? failure.retry_after * 1000 : null
}
