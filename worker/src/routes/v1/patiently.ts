import type { ProviderFailure } from '#protocol/error.ts'
import type { StepEnd } from '../../agent/step-end.ts'

const STATUSES = new Set([429, 500, 502, 503, 529])
const AGAIN_MAX = 2
/** From the first request to the last try's begin. */
const PATIENCE_MS = 10_000
const FIRST_WAIT_MS = 500

/**
 * Tries a step again while nothing of its answer has come and its failure may pass: at most twice, and within 10 s in all. A
 * provider that names a longer time is an answer for the client, who gets it as `Retry-After`.
 */
export async function patiently(
  step: () => Promise<StepEnd>,
  hasBegun: () => boolean,
  wait: (ms: number) => Promise<void>,
): Promise<StepEnd> {
  const deadline = Date.now() + PATIENCE_MS
  for (let again = 0; ; again++) {
    const end = await step()
    if (!end.failure || again === AGAIN_MAX || hasBegun() || !mayPass(end.failure)) return end
    const ms = waitMs(end.failure, again)
    if (Date.now() + ms > deadline) return end
    await wait(ms)
  }
}

/** By status, or by what the first event of a stream said. A quota that is used up doesn't come back in seconds. */
function mayPass({ kind, status, retryable }: ProviderFailure): boolean {
  if (kind === 'provider_quota' || retryable === false) return false
  const isLoad = kind === 'provider_overloaded' || kind === 'provider_rate_limit'
  return isLoad || (status !== null && STATUSES.has(status))
}

function waitMs({ retry_after }: ProviderFailure, again: number): number {
  if (retry_after !== null) return retry_after * 1000
  return FIRST_WAIT_MS * 2 ** again * (0.75 + Math.random() / 2)
}
