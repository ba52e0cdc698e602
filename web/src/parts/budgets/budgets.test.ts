import { expect, test } from 'vitest'
import { dollarsText, limitsOf, percent, readDollars, readTokens } from './budgets.ts'

const spent = { spent_usd: '9.600000000', spent_tokens: 820_000 }

test('a budget limits dollars, tokens or both', () => {
  const both = limitsOf({ ...spent, limit_usd: '20.000000000', limit_tokens: 1_000_000 })
  expect(both.map((limit) => [limit.unit, limit.spentWords, limit.limitWords, limit.share])).toEqual([
    ['dollars', '$9.60', '$20.00', 0.48],
    ['tokens', '820k', '1.00M tokens', 0.82],
  ])
  expect(limitsOf({ ...spent, limit_usd: null, limit_tokens: 5 }).map((limit) => limit.unit)).toEqual(['tokens'])
})

test('a limit of nothing is used up, and a cent of it shows', () => {
  expect(limitsOf({ ...spent, limit_usd: '0.000000000', limit_tokens: null })[0]!.share).toBe(1)
  expect(limitsOf({ ...spent, limit_usd: '0.005000000', limit_tokens: null })[0]!.limitWords).toBe('$0.005')
})

test('percent reaches 100 only when all is gone', () => {
  expect([0, 0.484, 0.999, 1, 1.1].map(percent)).toEqual([0, 48, 99, 100, 110])
})

test('dollars as people type them', () => {
  expect(['20', ' $12.50 ', '1,000', '0.005', '0'].map(readDollars)).toEqual(['20', '12.50', '1000', '0.005', '0'])
  expect(readDollars('  ')).toBeNull()
  expect(['-1', 'ten', '1.2.3', '12345678', '1e3', '0.1234567891'].map(readDollars)).toEqual(Array(6).fill(undefined))
})

test('tokens as people type them', () => {
  expect(['500000', '500,000', '500k', '1.5M', ' 2 m '].map(readTokens)).toEqual([
    500_000, 500_000, 500_000, 1_500_000, 2_000_000,
  ])
  expect(readTokens('')).toBeNull()
  expect(['1.5', '-3', 'many', '5b'].map(readTokens)).toEqual(Array(4).fill(undefined))
})

test('a stored limit stands in its field as it was typed', () => {
  expect(['20.000000000', '12.500000000', '0.005000000', '100.000000000', null].map(dollarsText)).toEqual([
    '20',
    '12.50',
    '0.005',
    '100',
    '',
  ])
})
