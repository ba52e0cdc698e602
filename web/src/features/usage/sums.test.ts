import { expect, test } from 'vitest'
import type { UsageRow } from '#protocol/rest/usage.ts'
import { limitLine } from './limit-line.ts'
import { periodAt } from './period.ts'
import { costInWords, costWords, modelOf, sumOf, sumsBy } from './sums.ts'

const row = (more: Partial<UsageRow>): UsageRow => ({
  group: '2026-11-01',
  label: '2026-11-01',
  split: 'openai/gpt-5.1',
  split_label: 'openai/gpt-5.1',
  calls: 2,
  unpriced_calls: 0,
  estimated_calls: 0,
  input_tokens: 100,
  cached_read_tokens: 40,
  cache_write_tokens: 0,
  output_tokens: 20,
  reasoning_tokens: 5,
  total_tokens: 120,
  cost_usd: '0.100000001',
  estimated_usd: '0.000000000',
  ...more,
})

test('rows add up to the last billionth', () => {
  const sum = sumOf([row({}), row({ cost_usd: '0.200000002', estimated_calls: 1, estimated_usd: '0.200000002' })])
  expect(sum).toEqual({
    calls: 4,
    unpriced: 0,
    estimated: 1,
    cost: 300_000_003,
    estimatedCost: 200_000_002,
    input: 200,
    cached: 80,
    output: 40,
    tokens: 240,
  })
})

test('sums stand dearest first, free ones by their tokens', () => {
  const rows = [
    row({ split: 'ollama/small', cost_usd: '0.000000000', total_tokens: 5 }),
    row({ split: 'ollama/large', cost_usd: '0.000000000', total_tokens: 500 }),
    row({ split: 'openai/dear', cost_usd: '1.000000000' }),
    row({ split: 'openai/dear', cost_usd: '1.000000000' }),
  ]
  expect(sumsBy(rows, (one) => one.split!).map(([key, sum]) => [key, sum.calls])).toEqual([
    ['openai/dear', 4],
    ['ollama/large', 2],
    ['ollama/small', 2],
  ])
})

test('a cost that is not all known says so', () => {
  expect(costWords(sumOf([row({ unpriced_calls: 2, cost_usd: '0.000000000' })]))).toBe('price unknown')
  expect(costWords(sumOf([row({ unpriced_calls: 1 })]))).toBe('at least $0.10')
  expect(costInWords(sumOf([row({ cost_usd: '0.000000000' })]))).toBe('no cost')
})

test('the model’s own name may hold slashes', () => {
  expect(modelOf('openrouter/meta/llama-4')).toEqual({ provider: 'openrouter', model: 'meta/llama-4' })
})

const budget = { target_id: 'x', label: 'Ines', spent_usd: '1.000000000', spent_tokens: 1, resets_at: null }
const own = (period: 'day' | 'month', limit_usd: string | null, limit_tokens: number | null = null) =>
  ({ ...budget, scope: 'person', period, limit_usd, limit_tokens }) as const

test('the line over the days is the budget of a day, or a month’s share of it', () => {
  const november = periodAt('month', '2026-11-21')
  expect(limitLine([own('month', '20.000000000')], november, 'cost')).toEqual({
    value: 666_666_667,
    words: '$0.67 a day would use the whole budget',
  })
  expect(limitLine([own('month', '20.000000000'), own('day', '2.000000000')], november, 'cost')?.words).toBe(
    'Budget $2.00 a day',
  )
  expect(limitLine([own('month', '20.000000000')], periodAt('year', '2026-11-21'), 'cost')?.value).toBe(20e9)
  expect(limitLine([own('day', null, 500_000)], november, 'tokens')?.words).toBe('Budget 500k tokens a day')
  expect(limitLine([own('day', null, 500_000)], november, 'cost')).toBeUndefined()
  expect(limitLine([{ ...own('day', '1.000000000'), scope: 'project' }], november, 'cost')).toBeUndefined()
})
