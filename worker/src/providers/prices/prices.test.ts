import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Usage } from '#protocol/usage.ts'
import { dollarsOf, priceAt } from './price-sum.ts'
import { PRICES_VERSION, pricedByProvider, priceList } from './prices.ts'

const list = await priceList()
const usage = (one: Partial<Usage>): Usage => ({
  input_tokens: 0,
  cached_read_tokens: 0,
  cache_write_tokens: 0,
  output_tokens: 0,
  reasoning_tokens: 0,
  total_tokens: 0,
  source: 'reported',
  ...one,
})
const cost = (
  provider: Parameters<typeof list.of>[0],
  model: string,
  one: Partial<Usage>,
  base_url = '',
  at?: string,
) => list.of(provider, model, base_url, at ? new Date(at) : undefined)?.cost(usage(one))

test('the version is the one of the package', () => {
  const { version } = JSON.parse(readFileSync('node_modules/@pydantic/genai-prices/package.json', 'utf8'))
  expect(PRICES_VERSION).toBe(`genai-prices@${version}`)
})

test('sums are exact where numbers drift, and rounded half up once', () => {
  // 0.1 + 0.2 dollars a million, one token each: 0.0000003
  expect(
    dollarsOf([
      [1, 0.1],
      [1, 0.2],
    ]),
  ).toBe('0.000000300')
  expect(dollarsOf([[1, 0.0005]])).toBe('0.000000001')
  expect(dollarsOf([[1, 0.0004999]])).toBe('0.000000000')
  // two halves are one whole: each alone would be rounded up
  expect(
    dollarsOf([
      [1, 0.0005],
      [1, 0.0005],
    ]),
  ).toBe('0.000000001')
  expect(dollarsOf([[3, 1e-7]])).toBe('0.000000000')
  expect(dollarsOf([[10_000_000, 1e-7]])).toBe('0.000001000')
  expect(dollarsOf([[1_000_000, 0.18000000000000002]])).toBe('0.180000000')
  expect(dollarsOf([[9_007_199_254_740_991, 150.55]])).toBe('1356033847801.256195050')
})

test('cached tokens at their own price, the rest of the input at its (gpt-4o: 2.50, 1.25, 10)', () => {
  // 600 × 2.5 + 400 × 1.25 + 100 × 10 = 3000 millionths
  const used = { input_tokens: 1000, cached_read_tokens: 400, output_tokens: 100 }
  expect(cost('openai', 'gpt-4o-2024-08-06', used)).toBe('0.003000000')
})

test('what is written to a cache costs more (claude-opus-4: 15, 18.75, 1.50, 75); reasoning is output', () => {
  // 100 × 15 + 4000 × 18.75 + 5000 × 1.5 + 200 × 75 = 1500 + 75000 + 7500 + 15000
  const used = {
    input_tokens: 9100,
    cache_write_tokens: 4000,
    cached_read_tokens: 5000,
    output_tokens: 200,
    reasoning_tokens: 150,
  }
  expect(cost('anthropic', 'claude-opus-4-20250514', used)).toBe('0.099000000')
})

test('what is written to a cache for an hour costs more still (claude-sonnet-4-6: 3.75 for minutes, 6 for an hour)', () => {
  const used = usage({ input_tokens: 5000, cache_write_tokens: 5000 })
  const sonnet = list.of('anthropic', 'claude-sonnet-4-6', '')
  expect(sonnet?.cost(used)).toBe('0.018750000')
  expect(sonnet?.cost({ ...used, cache_write_1h_tokens: 4000 })).toBe('0.027750000')
  // no price of its own: as for minutes
  const price = { input: 2, cached_read: 0.5, cache_write: 2.5, output: 8 }
  expect(pricedByProvider(price)?.cost({ ...used, cache_write_1h_tokens: 4000 })).toBe('0.012500000')
})

test('past 200,000 tokens of input all of the call costs more (gemini-2.5-pro: 1.25 and 10, then 2.50 and 15)', () => {
  const at = (input_tokens: number) => cost('gemini', 'gemini-2.5-pro', { input_tokens, output_tokens: 10 })
  expect(at(200_000)).toBe('0.250100000')
  expect(at(200_001)).toBe('0.500152500')
  expect(
    priceAt(
      {
        base: 1,
        tiers: [
          { start: 20, price: 3 },
          { start: 10, price: 2 },
        ],
      },
      21,
    ),
  ).toBe(3)
})

test('a price that changes with the hour (DeepSeek) or from a day on (claude-opus-4-6 loses its tier)', () => {
  const million = { input_tokens: 1_000_000 }
  const deepseek = (at: string) => cost('custom', 'deepseek-chat', million, 'https://api.deepseek.com/v1', at)
  expect(deepseek('2026-03-01T12:00:00Z')).toBe('0.270000000')
  expect(deepseek('2026-03-01T20:00:00Z')).toBe('0.135000000')
  expect(cost('anthropic', 'claude-opus-4-6', million, '', '2026-03-12T12:00:00Z')).toBe('10.000000000')
  expect(cost('anthropic', 'claude-opus-4-6', million, '', '2026-03-13T12:00:00Z')).toBe('5.000000000')
})

test.each([
  ['openai', 'gpt-5.1-2026-12-31', '', 1.25],
  ['openai', 'text-embedding-3-small', '', 0.02],
  ['gemini', 'models/gemini-2.5-flash', '', 0.3],
  ['gemini', 'gemini-2.5-flash-preview-09-2025', '', 0.3],
  ['bedrock', 'us.anthropic.claude-sonnet-4-20250514-v1:0', '', 3],
  ['bedrock', 'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0', '', 0.06],
  ['openrouter', 'anthropic/claude-sonnet-4.5', '', 3],
  ['openrouter', 'openai/gpt-5.1:nitro', '', 1.25],
  ['openrouter', 'some/model:free', '', 0],
  ['custom', 'mistral-large-latest', 'https://api.mistral.ai/v1', 2],
  ['custom', 'llama-3.3-70b-versatile', 'https://api.groq.com/openai/v1', 0.59],
  ['custom', 'grok-4-fast', 'https://api.x.ai/v1', 0.2],
  ['custom', 'claude-opus-4-20250514', 'https://api.anthropic.com/v1', 15],
  ['openai', 'gpt-4o', 'http://127.0.0.1:4000/v1', 2.5],
  ['ollama', 'gemma3:270m', 'http://localhost:11434', 0],
  ['demo', 'demo', '', 0],
] as const)('%s %s %s costs %d a million', (provider, model, base_url, input) => {
  expect(list.of(provider, model, base_url)?.price.input).toBe(input)
})

test.each([
  ['openai', 'gpt-99', ''],
  ['openai', 'ft:gpt-4o-mini:us::x', ''],
  ['openai', 'whisper-1', ''],
  ['openai', '__proto__', ''],
  ['custom', 'gpt-4o', 'http://127.0.0.1:8080/v1'],
  ['bedrock', 'amazon.titan-embed-text-v2:0', ''],
  ['gemini', 'gemini-2.5-flash-image', ''],
  ['ollama', 'gpt-oss:120b', 'https://ollama.com'],
] as const)('nobody knows what %s %s %s costs', (provider, model, base_url) => {
  expect(list.of(provider, model, base_url)).toBeNull()
})

test("a price of the provider's own list; half a price is none", () => {
  const price = { input: 2, cached_read: 0.5, cache_write: null, output: 8 }
  const used = usage({ input_tokens: 10, cached_read_tokens: 4, cache_write_tokens: 2, output_tokens: 1 })
  expect(pricedByProvider(price)?.cost(used)).toBe('0.000022000')
  expect(pricedByProvider({ ...price, output: null })).toBeNull()
})
