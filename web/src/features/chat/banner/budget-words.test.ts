import { expect, test } from 'vitest'
import type { Budget } from '#protocol/budget.ts'
import { budgetOwner, expectedWords, resetWords, spentWords, whoMayAllow } from './budget-words.ts'

const budget: Budget = {
  scope: 'project',
  target_id: 'p',
  label: 'tidewatch',
  period: 'month',
  limit_usd: '10.000000000',
  limit_tokens: null,
  spent_usd: '9.600000000',
  spent_tokens: 1_200_000,
  resets_at: '2026-12-01T00:00:00.000Z',
}

test('says whose budget it is', () => {
  expect(budgetOwner(budget, 'me')).toBe('The budget of tidewatch')
  expect(budgetOwner({ ...budget, scope: 'person', target_id: 'me', label: 'Ines' }, 'me')).toBe('Your budget')
  expect(budgetOwner({ ...budget, scope: 'person', label: 'Jonas' }, 'me')).toBe('Jonas’s budget')
  expect(budgetOwner({ ...budget, scope: 'token', label: 'ci' }, 'me')).toBe('The budget of the token ci')
})

test('says what is spent of which limit, in what is limited', () => {
  expect(spentWords(budget)).toBe('$9.60 of $10.00 is spent this month.')
  const tokens = { ...budget, limit_usd: null, limit_tokens: 1_500_000, period: 'day' as const }
  expect(spentWords(tokens)).toBe('1.20M of 1.50M tokens are spent today.')
  expect(spentWords({ ...budget, limit_tokens: 1_500_000 })).toContain('$10.00 and 1.20M of 1.50M tokens are spent')
})

test('says what the turn would take, as far as that is known', () => {
  const pause = { budget, expected_usd: '0.550000000', expected_tokens: 82_000 }
  expect(expectedWords(pause)).toBe('This turn is expected to take about $0.55 (82k tokens).')
  expect(expectedWords({ ...pause, expected_usd: '0.000400000' })).toContain('take under $0.001 (82k')
  expect(expectedWords({ ...pause, expected_usd: null })).toContain('price is unknown')
  const inTokens = { ...budget, limit_usd: null, limit_tokens: 90_000 }
  expect(expectedWords({ ...pause, budget: inTokens })).toBe('This turn is expected to take about 82k tokens.')
})

test('says who may allow it and when it is over', () => {
  expect(whoMayAllow(budget)).toMatch(/owner/)
  expect(whoMayAllow({ ...budget, scope: 'person' })).toMatch(/administrator/)
  expect(resetWords(budget)).toMatch(/^It starts anew on (30 Nov|1 Dec)/)
  expect(resetWords({ ...budget, period: 'day' })).toMatch(/^It starts anew at \d\d:\d\d\.$/)
  expect(resetWords({ ...budget, resets_at: null })).toBe('')
})
