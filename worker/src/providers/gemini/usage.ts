import type { Usage } from '#protocol/usage.ts'
import type { GeminiUsage } from './sdk-types.ts'
import { count, type Sent } from '../json.ts'

/**
 * `usageMetadata` in our words, null where it counts nothing (Vertex names a kind of traffic in every chunk). What a tool of
 * Google's own put into the prompt is input, and thoughts, counted beside the answer, are output.
 */
export function geminiUsage(raw: Sent<GeminiUsage>): Usage | null {
  if (raw.promptTokenCount === undefined && raw.totalTokenCount === undefined) return null
  const input = count(raw.promptTokenCount) + count(raw.toolUsePromptTokenCount)
  const thoughts = count(raw.thoughtsTokenCount)
  const said = raw.candidatesTokenCount ?? raw.responseTokenCount
  const output = said === undefined ? Math.max(thoughts, count(raw.totalTokenCount) - input) : count(said) + thoughts
  return {
    input_tokens: input,
    cached_read_tokens: Math.min(input, count(raw.cachedContentTokenCount)),
    cache_write_tokens: 0,
    output_tokens: output,
    reasoning_tokens: thoughts,
    total_tokens: input + output,
    source: 'reported',
  }
}
