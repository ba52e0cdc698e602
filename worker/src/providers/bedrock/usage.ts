import type { Usage } from '#protocol/usage.ts'
import type { Billed } from '../wire.ts'
import type { BedrockCacheDetail, BedrockUsage } from './sdk-types.ts'
import { count, list, object, type Sent } from '../json.ts'

/** `usage` of Converse in our words: its input counts neither what the cache gave nor what it took. */
export function bedrockUsage(raw: Sent<BedrockUsage>): Usage {
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

/** What was written to a cache for an hour is billed apart; undefined where nothing was. */
export function bedrockBill(raw: Sent<BedrockUsage>): Billed | undefined {
  const hours = list(raw.cacheDetails)
    .map(object<BedrockCacheDetail>)
    .filter(({ ttl }) => ttl === '1h')
  const hour = hours.reduce((sum, { inputTokens }) => sum + count(inputTokens), 0)
  return hour ? { ...bedrockUsage(raw), cache_write_1h_tokens: hour } : undefined
}
