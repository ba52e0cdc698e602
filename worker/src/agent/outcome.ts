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

/** What a step took as far as it is known without its provider's last word, in tokens. */
export interface Taken {
  /** Tokens of its prompt, as it is expected to be counted. */
  prompt: number
  /** Tokens of what came. */
  answer: number
  /** What its provider had counted by then. */
  reported: Usage | null
}

/**
 * What a step took: as its provider counted it, else as we did. Null: a failure, or a stop, before anything came that its
 * provider counts; nobody is billed for that. `end` is null for a step that was broken off.
 */
export function usageOf(end: StepEnd | null, taken: Taken): Usage | null {
  if (end?.usage && end.failure === null) return completed(end.usage, taken)
  const reported = end?.usage ?? taken.reported
  const isBroken = end === null || end.failure !== null
  if (isBroken && taken.answer === 0 && (reported === null || (end !== null && reported.output_tokens === 0)))
    return null
  return estimatedUsage(taken.prompt, taken.answer, reported)
}

/** Whether a provider has counted both sides of an answer: else our own figures are asked for. */
export function countsBoth(usage: Usage): boolean {
  return usage.input_tokens > 0 && usage.output_tokens > 0
}

/** A side of which a provider counted nothing although something was sent or said is ours to count; the other stays. */
function completed(usage: Usage, { prompt, answer }: Taken): Usage {
  const input_tokens = usage.input_tokens || prompt
  const output_tokens = usage.output_tokens || answer
  if (input_tokens === usage.input_tokens && output_tokens === usage.output_tokens) return usage
  return { ...usage, input_tokens, output_tokens, total_tokens: input_tokens + output_tokens, source: 'estimated' }
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

const TRUST = ['estimated', 'counted', 'reported'] as const

/** What several steps took together: as exact as the least exact of them. Null: none took anything. */
export function sumOfUsage(all: (Usage | null)[]): Usage | null {
  const [first, ...others] = all.filter((one) => one !== null)
  if (!first) return null
  return others.reduce(
    (sum, one): Usage => ({
      input_tokens: sum.input_tokens + one.input_tokens,
      cached_read_tokens: sum.cached_read_tokens + one.cached_read_tokens,
      cache_write_tokens: sum.cache_write_tokens + one.cache_write_tokens,
      output_tokens: sum.output_tokens + one.output_tokens,
      reasoning_tokens: sum.reasoning_tokens + one.reasoning_tokens,
      total_tokens: sum.total_tokens + one.total_tokens,
      source: TRUST[Math.min(TRUST.indexOf(sum.source), TRUST.indexOf(one.source))]!,
    }),
    first,
  )
}
