import type { ProviderFailure, TurnError } from '#protocol/error.ts'
import type { Outcome } from '#protocol/message.ts'
import type { Usage } from '#protocol/usage.ts'
import type { StepEnd } from './step-end.ts'

/** How a turn ended, from how its last step did. */
export function outcomeOf(end: StepEnd): { outcome: Outcome; error?: TurnError } {
  if (end.failure) return { outcome: 'failed', error: turnError(end.failure) }
  if (end.reason === 'length') return { outcome: 'length' }
  if (end.reason === 'content_filter') return { outcome: 'filtered' }
  return { outcome: 'complete' }
}

export function turnError(failure: ProviderFailure): TurnError {
  return { code: 'ai_provider_error', message: failure.message, provider: failure }
}

/**
 * What an answer took that its provider did not count to the end: what it had reported by then, and for the rest our own
 * figures. Marked as an estimate, unless the report already covers all that arrived.
 */
export function estimatedUsage(prompt: number, answer: number, reported: Usage | null = null): Usage {
  if (reported && reported.input_tokens > 0 && reported.output_tokens >= answer) return reported
  const input_tokens = reported?.input_tokens || prompt
  const output_tokens = Math.max(answer, reported?.output_tokens ?? 0)
  return {
    input_tokens,
    cached_read_tokens: reported?.cached_read_tokens ?? 0,
    cache_write_tokens: reported?.cache_write_tokens ?? 0,
    output_tokens,
    reasoning_tokens: reported?.reasoning_tokens ?? 0,
    total_tokens: input_tokens + output_tokens,
    source: 'estimated',
  }
}
