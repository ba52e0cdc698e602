import type { BetaCacheCreation, BetaOutputTokensDetails } from '@anthropic-ai/sdk/resources/beta/messages'
import type { Usage } from '#protocol/usage.ts'
import type { Billed } from '../wire.ts'
import type { AnthropicUsage } from './sdk-types.ts'
import { count, isObject, list, object, type Sent } from '../json.ts'

/** `usage` in our words: what was read from or written to a cache comes on top of `input_tokens`. */
export function anthropicUsage(raw: Sent<AnthropicUsage>): Usage {
  const cached_read_tokens = count(raw.cache_read_input_tokens)
  const cache_write_tokens = count(raw.cache_creation_input_tokens)
  const input_tokens = count(raw.input_tokens) + cached_read_tokens + cache_write_tokens
  const output_tokens = count(raw.output_tokens)
  return {
    input_tokens,
    cached_read_tokens,
    cache_write_tokens,
    output_tokens,
    reasoning_tokens: Math.min(
      output_tokens,
      count(object<BetaOutputTokensDetails>(raw.output_tokens_details).thinking_tokens),
    ),
    total_tokens: input_tokens + output_tokens,
    source: 'reported',
  }
}

/**
 * Where the provider compacted the conversation on the way, the bill is the sum of its rounds; where it wrote to a cache for an
 * hour, those tokens are told apart. Undefined elsewhere: the answer's own tokens are billed.
 */
export function anthropicBill(raw: Sent<AnthropicUsage>): Billed | undefined {
  const rounds = list(raw.iterations).filter(isObject<AnthropicUsage>)
  const bill = rounds.length < 2 ? billOf(raw) : rounds.map(billOf).reduce(sum)
  return rounds.length < 2 && !bill.cache_write_1h_tokens ? undefined : bill
}

function billOf(raw: Sent<AnthropicUsage>): Billed {
  const usage = anthropicUsage(raw)
  const hour = Math.min(
    usage.cache_write_tokens,
    count(object<BetaCacheCreation>(raw.cache_creation).ephemeral_1h_input_tokens),
  )
  return hour ? { ...usage, cache_write_1h_tokens: hour } : usage
}

function sum(one: Billed, other: Billed): Billed {
  const hour = (one.cache_write_1h_tokens ?? 0) + (other.cache_write_1h_tokens ?? 0)
  return {
    input_tokens: one.input_tokens + other.input_tokens,
    cached_read_tokens: one.cached_read_tokens + other.cached_read_tokens,
    cache_write_tokens: one.cache_write_tokens + other.cache_write_tokens,
    output_tokens: one.output_tokens + other.output_tokens,
    reasoning_tokens: one.reasoning_tokens + other.reasoning_tokens,
    total_tokens: one.total_tokens + other.total_tokens,
    source: 'reported',
    ...(hour && { cache_write_1h_tokens: hour }),
  }
}
