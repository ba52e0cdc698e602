import type { Usage } from '../../../protocol/usage.ts'
import { count, type Json } from '../reading/json.ts'

/** `usage` of Converse in our words: its input counts neither what the cache gave nor what it took. */
export function bedrockUsage(raw: Json): Usage {
  const cached = count(raw.cacheReadInputTokens ?? raw.cacheReadInputTokenCount)
  const written = count(raw.cacheWriteInputTokens ?? raw.cacheWriteInputTokenCount)
  const input = count(raw.inputTokens) + cached + written
  const output = count(raw.outputTokens)
  return {
    input_tokens: input,
    cached_read_tokens: cached,
    cache_write_tokens: written,
    output_tokens: output,
    reasoning_tokens: 0,
    total_tokens: input + output,
    source: 'reported',
  }
}
