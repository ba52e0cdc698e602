import { expect, test } from 'vitest'
import { chatCompletionsCost, chatCompletionsUsage, countsTokens } from './usage.ts'

const base = { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 }

test.each([
  ['DeepSeek', { prompt_cache_hit_tokens: 64, prompt_cache_miss_tokens: 36 }],
  ['Moonshot and Together', { cached_tokens: 64 }],
  ['Mistral', { num_cached_tokens: 64 }],
  ['a relay with two names, one of them empty', { prompt_tokens_details: { cached_tokens: 0 }, cached_tokens: 64 }],
  ['OpenAI', { prompt_tokens_details: { cached_tokens: 64 } }],
])('what %s calls the tokens that it read from its cache', (_, names) => {
  expect(chatCompletionsUsage({ ...base, ...names })).toMatchObject({ input_tokens: 100, cached_read_tokens: 64 })
})

test.each([
  ['Qwen', { prompt_tokens_details: { cache_creation_input_tokens: 50 } }],
  ['LiteLLM', { prompt_tokens_details: { cache_creation_tokens: 50 } }],
  ['OpenRouter', { prompt_tokens_details: { cache_write_tokens: 50 } }],
  ['Vercel', { cache_creation_input_tokens: 50 }],
])('what %s calls the tokens that it wrote to its cache', (_, names) => {
  expect(chatCompletionsUsage({ ...base, ...names })).toMatchObject({ input_tokens: 100, cache_write_tokens: 50 })
})

test('a relay that counts the cache beside the prompt, as Anthropic does', () => {
  const raw = {
    prompt_tokens: 10,
    completion_tokens: 20,
    cache_read_input_tokens: 300,
    cache_creation_input_tokens: 40,
  }
  expect(chatCompletionsUsage({ ...raw, total_tokens: 370 })).toEqual({
    input_tokens: 350,
    cached_read_tokens: 300,
    cache_write_tokens: 40,
    output_tokens: 20,
    reasoning_tokens: 0,
    total_tokens: 370,
    source: 'reported',
  })
  expect(chatCompletionsUsage({ ...raw, total_tokens: 30 })).toMatchObject({ input_tokens: 10, total_tokens: 30 })
})

test('thinking that only the total shows is output', () => {
  expect(chatCompletionsUsage({ ...base, total_tokens: 500 })).toMatchObject({
    output_tokens: 400,
    reasoning_tokens: 380,
    total_tokens: 500,
  })
})

test('a total that does not fit changes nothing', () => {
  const details = { completion_tokens_details: { reasoning_tokens: 7 } }
  expect(chatCompletionsUsage({ ...base, ...details, total_tokens: 500 })).toMatchObject({ output_tokens: 20 })
  const none = { completion_tokens_details: { reasoning_tokens: 0 } }
  expect(chatCompletionsUsage({ ...base, ...none, total_tokens: 130 })).toMatchObject({ output_tokens: 20 })
  expect(chatCompletionsUsage({ ...base, total_tokens: 0 })).toMatchObject({ total_tokens: 120 })
})

test('names of Responses, and fields that are null', () => {
  const raw = { prompt_tokens_details: null, completion_tokens_details: null, input_tokens: 3, output_tokens: 4 }
  expect(chatCompletionsUsage(raw)).toMatchObject({ input_tokens: 3, output_tokens: 4, total_tokens: 7 })
})

test.each([
  [{}, false],
  [{ prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 }, false],
  [{ prompt_tokens: null, completion_tokens: 1 }, true],
])('%j counts tokens: %s', (raw, counts) => {
  expect(countsTokens(raw)).toBe(counts)
})

test.each([
  [{ cost_in_usd_ticks: 5_143_500 }, '0.000514350'],
  [{ cost_in_usd_ticks: 0 }, null],
  [{ cost: 0 }, '0.000000000'],
  [{ cost: '0.0012' }, '0.001200000'],
  [{ cost: { total_cost: 0.006 } }, '0.006000000'],
  [{ estimated_cost: 1.5e-5 }, '0.000015000'],
  [{ cost: 'free' }, null],
  [{ cost: -1 }, null],
])('%j cost %s dollars', (raw, cost) => {
  expect(chatCompletionsCost(raw)).toBe(cost)
})

test('tells as many tokens of reasoning as the provider does, even if that is more than it bills', () => {
  const details = { completion_tokens_details: { reasoning_tokens: 90 } }
  const usage = chatCompletionsUsage({ prompt_tokens: 5, completion_tokens: 80, total_tokens: 85, ...details })
  expect(usage).toMatchObject({ output_tokens: 80, reasoning_tokens: 90, total_tokens: 85 })
})
