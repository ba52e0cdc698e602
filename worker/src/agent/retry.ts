import type { ProviderFailure } from '#protocol/error.ts'
import type { StepEnd } from './step-end.ts'

/** How long somebody waits for a provider that can't answer just now. */
export interface Patience {
  /** Tries after the first. */
  again: number
  first_wait_ms: number
  /** A provider that wants us to wait longer than this is an answer for whoever asked, not for us. */
  longest_wait_ms: number
  /** The longest time from the first request to the beginning of the last try; null: no limit. */
  within_ms: number | null
  /** Whether a failure with this status may pass; null: the provider never answered. */
  mayPass(status: number | null): boolean
}

/** The patience of people who talk: they see that it waits, and until when. */
export const CONVERSATION: Patience = {
  again: 3,
  first_wait_ms: 1_000,
  longest_wait_ms: 60_000,
  within_ms: null,
  // 4xx that isn't about load comes back the same
  mayPass: (status) => status === null || status >= 500,
}

/** The patience of programs, which try again by themselves. */
export const PROGRAM: Patience = {
  again: 2,
  first_wait_ms: 500,
  longest_wait_ms: 10_000,
  within_ms: 10_000,
  mayPass: (status) => status !== null && [500, 502, 503, 529].includes(status),
}

export interface RetryPorts {
  /** Whether anything of the step has reached a person: then a second try would say it twice. */
  hasBegun(): boolean
  /** Waits, and tells whoever watches. Throws when the turn was stopped. */
  wait(ms: number, failure: ProviderFailure): Promise<void>
}

/** Tries a step until it ends well, has begun to answer, or trying further makes no sense; waits as `retry-after` says. */
export async function withRetries(
  step: () => Promise<StepEnd>,
  { hasBegun, wait }: RetryPorts,
  patience: Patience,
): Promise<StepEnd> {
  const deadline = patience.within_ms === null ? Infinity : Date.now() + patience.within_ms
  for (let tried = 1; ; tried++) {
    const end = await step()
    const ms = end.failure && retryDelayMs(end.failure, tried, patience)
    if (!end.failure || ms === null || hasBegun() || Date.now() + ms > deadline) return end
    await wait(ms, end.failure)
  }
}

/** Milliseconds until the next try; null: trying again makes no sense. Without `retry-after` each wait is twice the last, with jitter. */
export function retryDelayMs(failure: ProviderFailure, tried: number, patience: Patience): number | null {
  if (tried > patience.again || !isPassing(failure, patience)) return null
  if (failure.retry_after === null) return patience.first_wait_ms * 2 ** (tried - 1) * (0.75 + Math.random() / 2)
  const ms = failure.retry_after * 1_000
  return ms <= patience.longest_wait_ms ? ms : null
}

function isPassing({ kind, status, retryable }: ProviderFailure, patience: Patience): boolean {
  if (retryable === false) return false
  if (kind === 'provider_rate_limit' || kind === 'provider_overloaded') return true
  return (kind === 'provider_unreachable' || kind === 'provider_error') && patience.mayPass(status)
}
