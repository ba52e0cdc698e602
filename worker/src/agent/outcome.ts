import type { ProviderFailure, TurnError } from '../../protocol/error.ts'
import type { Outcome } from '../../protocol/message.ts'
import type { Usage } from '../../protocol/usage.ts'
import type { StepEnd } from './step.ts'

const CHARS_PER_TOKEN = 4

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

/** What an answer took when its provider never said: four characters a token, and marked as an estimate. */
export function estimatedUsage(promptChars: number, answerChars: number): Usage {
  const input_tokens = Math.ceil(promptChars / CHARS_PER_TOKEN)
  const output_tokens = Math.ceil(answerChars / CHARS_PER_TOKEN)
  return {
    input_tokens,
    cached_read_tokens: 0,
    cache_write_tokens: 0,
    output_tokens,
    reasoning_tokens: 0,
    total_tokens: input_tokens + output_tokens,
    source: 'estimated',
  }
}
