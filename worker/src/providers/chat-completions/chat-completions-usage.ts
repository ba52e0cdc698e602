import type { Usage } from '../../../protocol/usage.ts'
import { count, object, type Json } from '../reading/json.ts'

/**
 * `usage` of a chat completion in our words. OpenAI counts reasoning within `completion_tokens`; xAI doesn't, which shows in
 * its total: only then reasoning is added.
 */
export function chatCompletionsUsage(raw: Json): Usage {
  const prompt = object(raw.prompt_tokens_details)
  const completion = object(raw.completion_tokens_details)
  const input = count(raw.prompt_tokens)
  const reasoning = count(completion.reasoning_tokens ?? raw.reasoning_tokens)
  const said = count(raw.completion_tokens)
  const reported = count(raw.total_tokens)
  const apart = reasoning > 0 && reported === input + said + reasoning
  const output = apart ? said + reasoning : said
  return {
    input_tokens: input,
    cached_read_tokens: Math.min(input, count(prompt.cached_tokens ?? raw.prompt_cache_hit_tokens)),
    cache_write_tokens: Math.min(input, count(prompt.cache_write_tokens)),
    output_tokens: output,
    reasoning_tokens: Math.min(output, reasoning),
    total_tokens: input + output,
    source: 'reported',
  }
}

/** What the provider itself says the call cost: OpenRouter in `cost`, Perplexity in `cost.total_cost`. */
export function chatCompletionsCost(raw: Json): string | null {
  const fee = raw.cost
  const total = typeof fee === 'number' ? fee : object(fee).total_cost
  if (typeof total !== 'number' || !Number.isFinite(total) || total < 0) return null
  // With your own key OpenRouter charges its fee alone; the rest is on the bill of the provider behind it.
  const upstream = raw.is_byok === true ? object(raw.cost_details).upstream_inference_cost : 0
  return (total + (typeof upstream === 'number' ? upstream : 0)).toFixed(9)
}
