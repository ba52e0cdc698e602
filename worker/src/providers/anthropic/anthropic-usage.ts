import type { Usage } from '../../../protocol/usage.ts'
import { count, isObject, list, object, type Json } from '../reading/json.ts'

/** `usage` in our words: what was read from or written to a cache comes on top of `input_tokens`. */
export function anthropicUsage(raw: Json): Usage {
  const cached_read_tokens = count(raw.cache_read_input_tokens)
  const cache_write_tokens = count(raw.cache_creation_input_tokens)
  const input_tokens = count(raw.input_tokens) + cached_read_tokens + cache_write_tokens
  const output_tokens = count(raw.output_tokens)
  return {
    input_tokens,
    cached_read_tokens,
    cache_write_tokens,
    output_tokens,
    reasoning_tokens: Math.min(output_tokens, count(object(raw.output_tokens_details).thinking_tokens)),
    total_tokens: input_tokens + output_tokens,
    source: 'reported',
  }
}

/** Where the provider compacted the conversation on the way, the bill is the sum of its rounds; undefined elsewhere. */
export function anthropicBill(raw: Json): Usage | undefined {
  const rounds = list(raw.iterations).filter(isObject)
  if (rounds.length < 2) return undefined
  return rounds.map(anthropicUsage).reduce(sum)
}

function sum(one: Usage, other: Usage): Usage {
  return {
    input_tokens: one.input_tokens + other.input_tokens,
    cached_read_tokens: one.cached_read_tokens + other.cached_read_tokens,
    cache_write_tokens: one.cache_write_tokens + other.cache_write_tokens,
    output_tokens: one.output_tokens + other.output_tokens,
    reasoning_tokens: one.reasoning_tokens + other.reasoning_tokens,
    total_tokens: one.total_tokens + other.total_tokens,
    source: 'reported',
  }
}
