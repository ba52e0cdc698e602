import { expect, test } from 'vitest'
import type { Context } from '#protocol/thread.ts'
import { contextLabel, cutWords, listed, sumWords, usedWords } from './context-words.ts'

const context: Context = {
  used: 82_000,
  total: 200_000,
  percentage: 41,
  severity: 'ok',
  source: 'reported',
  cut: null,
  thread_tokens: 412_000,
  thread_cost_usd: '0.420000000',
}

test('used of total; about, where it is a guess; a window that nobody knows is no share', () => {
  expect(usedWords(context)).toBe('82k of 200k')
  expect(usedWords({ ...context, source: 'estimated' })).toBe('about 82k of 200k')
  expect(usedWords({ ...context, total: null, percentage: null })).toBe('82k tokens')
  expect(usedWords({ ...context, total: null, used: 1, percentage: null })).toBe('1 token')
})

test('the state is words too', () => {
  expect(contextLabel(context)).toBe('Context: 82k of 200k tokens, 41%, room left')
  const warning = { ...context, used: 164_000, percentage: 82, severity: 'warning' as const }
  expect(contextLabel(warning)).toContain('82%, nearly full')
  expect(contextLabel({ ...warning, severity: 'critical' })).toMatch(/full$/)
  expect(contextLabel({ ...warning, percentage: 135, severity: 'critical' })).toMatch(/135%, more than it reads$/)
  expect(contextLabel({ ...context, total: null })).toContain('unknown')
  const cut = { tool_outputs: 0, summarized: 0, messages: 2 }
  expect(contextLabel({ ...context, cut })).toMatch(/41%, the oldest messages leave$/)
  expect(contextLabel({ ...context, cut: { ...cut, messages: 0, summarized: 4 } })).toMatch(/room left$/)
})

test('what will be cut is said in the order in which it goes', () => {
  expect(cutWords(null)).toEqual([])
  expect(cutWords({ tool_outputs: 3, summarized: 24, messages: 12 })).toEqual([
    '3 old outputs of tools',
    '24 messages that the summary stands for',
    'the first 12 messages',
  ])
  expect(cutWords({ tool_outputs: 0, summarized: 0, messages: 1 })).toEqual(['the first message'])
  expect(listed(['a', 'b', 'c'])).toBe('a, b and c')
  expect(listed(['a'])).toBe('a')
})

test('a thread that cost nothing says nothing', () => {
  expect(sumWords({ cost_usd: '0.420000000' })).toBe('$0.42')
  expect(sumWords({ cost_usd: '0.004000000' })).toBe('$0.004')
  expect(sumWords({ cost_usd: '0.000000000' })).toBeNull()
})
