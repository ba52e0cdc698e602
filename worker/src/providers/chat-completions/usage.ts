import type { CompletionUsage } from 'openai/resources/completions'
import type { Usage } from '#protocol/usage.ts'
import type { ChatPromptUsage, ChatUsage } from './sdk-types.ts'
import { count, object, type Sent } from '../json.ts'

/** xAI bills in ticks: 10,000,000,000 of them are a dollar. https://docs.x.ai/docs/api-reference */
const TICKS_PER_DOLLAR = 1e10
/** No request costs so much: what says so is no cost. */
const DOLLARS_MAX = 100_000

/** Whether this counts anything: some servers send `usage: {}`, or zeros, with every chunk. */
export function countsTokens(raw: Sent<ChatUsage>): boolean {
  return said(raw) > 0 || asked(raw) > 0 || count(raw.total_tokens) > 0
}

/**
 * `usage` of a chat completion in our words. OpenAI counts reasoning within `completion_tokens` and what was cached within
 * `prompt_tokens`. Where another counts them apart its total shows it: only then they are added (xAI and Google's own endpoint
 * of this format for reasoning, relays to Anthropic for the cache).
 */
export function chatCompletionsUsage(raw: Sent<ChatUsage>): Usage {
  const { read, write } = cached(raw)
  const reported = count(raw.total_tokens)
  const beside = read + write
  const apart = beside > 0 && reported === asked(raw) + beside + said(raw)
  const input = asked(raw) + (apart ? beside : 0)
  const told =
    object<CompletionUsage.CompletionTokensDetails>(raw.completion_tokens_details).reasoning_tokens ??
    raw.reasoning_tokens
  const named = count(told)
  const left = Math.max(0, reported - input - said(raw))
  const hidden = typeof told !== 'number' || named === left ? left : 0
  const output = said(raw) + hidden
  return {
    input_tokens: input,
    cached_read_tokens: Math.min(input, read),
    cache_write_tokens: Math.min(input, write),
    output_tokens: output,
    // some count it in another way than what they bill: then it is more than the output
    reasoning_tokens: named || hidden,
    total_tokens: input + output,
    source: 'reported',
  }
}

function asked(raw: Sent<ChatUsage>): number {
  return count(raw.prompt_tokens ?? raw.input_tokens)
}

function said(raw: Sent<ChatUsage>): number {
  return count(raw.completion_tokens ?? raw.output_tokens)
}

/** Each provider has a name of its own for these (DeepSeek, Moonshot, Mistral, Qwen, relays to Anthropic), some have two. */
function cached(raw: Sent<ChatUsage>): { read: number; write: number } {
  const prompt = object<ChatPromptUsage>(raw.prompt_tokens_details ?? raw.input_tokens_details)
  return {
    read: Math.max(
      count(prompt.cached_tokens),
      count(raw.prompt_cache_hit_tokens),
      count(raw.cached_tokens),
      count(raw.num_cached_tokens),
      count(raw.cache_read_input_tokens),
    ),
    write: Math.max(
      count(prompt.cache_write_tokens),
      count(prompt.cache_creation_tokens),
      count(prompt.cache_creation_input_tokens),
      count(raw.cache_creation_input_tokens),
    ),
  }
}

/** What the provider itself says the call cost: OpenRouter in `cost`, Perplexity in `cost.total_cost`, xAI in ticks. */
export function chatCompletionsCost(raw: Sent<ChatUsage>): string | null {
  const ticks = raw.cost_in_usd_ticks
  if (typeof ticks === 'number' && ticks > 0 && ticks <= DOLLARS_MAX * TICKS_PER_DOLLAR)
    return (ticks / TICKS_PER_DOLLAR).toFixed(9)
  const total = dollars(raw.cost) ?? dollars(object(raw.cost).total_cost) ?? dollars(raw.estimated_cost)
  if (total === null) return null
  // With your own key OpenRouter charges its fee alone; the rest is on the bill of the provider behind it.
  const upstream = raw.is_byok === true ? dollars(object(raw.cost_details).upstream_inference_cost) : null
  return (total + (upstream ?? 0)).toFixed(9)
}

function dollars(value: unknown): number | null {
  const amount = typeof value === 'string' && /^[\d.]+(e-?\d+)?$/i.test(value) ? Number(value) : value
  return typeof amount === 'number' && amount >= 0 && amount <= DOLLARS_MAX ? amount : null
}
