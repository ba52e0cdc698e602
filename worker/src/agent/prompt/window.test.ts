import { describe, expect, test } from 'vitest'
import { learn, learnFromRefusal, promptBudget, windowOf } from './window.ts'

const refusal = (message: string) => ({
  kind: 'provider_context_length' as const,
  status: 400,
  message,
  retry_after: null,
})

describe('the budget of a prompt', () => {
  test.each([
    [8_000, {}, 6_000],
    [8_000, { max_tokens: 500 }, 7_500],
    [8_000, { max_tokens: 100_000 }, 4_000],
    [200_000, {}, 192_000],
    [200_000, { max_output: 4_096 }, 195_904],
    [null, {}, 120_000],
  ])('of a window of %s tokens with %o', (window, asked, budget) => {
    expect(promptBudget(window, asked, undefined, 'counted')).toBe(budget)
  })

  test('is smaller for an estimate, and as large as the model was found to count', () => {
    expect(promptBudget(8_000, {}, undefined, 'estimated')).toBe(4_800)
    expect(promptBudget(8_000, {}, { ratio: 1.5, window: null }, 'estimated')).toBe(4_000)
    expect(promptBudget(8_000, {}, { ratio: 0.8, window: null }, 'estimated')).toBe(7_500)
  })
})

test('the window is the smaller of what was named and what was learned', () => {
  expect(windowOf(null, undefined)).toBeNull()
  expect(windowOf(8_000, { ratio: 1, window: null })).toBe(8_000)
  expect(windowOf(8_000, { ratio: 1, window: 4_096 })).toBe(4_096)
  expect(windowOf(null, { ratio: 1, window: 4_096 })).toBe(4_096)
})

test('a turn teaches how a model counts, mostly the newest', () => {
  const first = learn(undefined, 1_000, 1_300)
  expect(first).toEqual({ ratio: 1.3, window: null })
  expect(learn(first, 1_000, 1_100)!.ratio).toBeCloseTo(1.14)
  expect(learn(first, 10, 900)).toBe(first)
  expect(learn(undefined, 1_000, 1_000_000)!.ratio).toBe(4)
})

describe('a refusal teaches', () => {
  test.each([
    [
      "This model's maximum context length is 8192 tokens. However, your messages resulted in 9011 tokens.",
      8_192,
      9_011,
    ],
    ['prompt is too long: 210000 tokens > 200000 maximum', 200_000, 210_000],
    ['the request exceeds the available context size (4,096): 5,120 tokens', 4_096, 5_120],
    ['you requested 9216 tokens (7168 in the messages, 2048 in the completion); the maximum is 8192', 8_192, 9_216],
  ])('%s', (words, window, size) => {
    const learned = learnFromRefusal(undefined, 8_000, refusal(words))
    expect(learned.window).toBe(window)
    expect(learned.ratio).toBeCloseTo((size / 8_000) * 1.02 > 1.02 ? (size / 8_000) * 1.02 : 1.02)
  })

  test('nothing about how a model counts where a few words were too long', () => {
    const learned = learnFromRefusal(undefined, 5, refusal('the request (2050 tokens) exceeds the context size (512)'))
    expect(learned).toEqual({ ratio: 1, window: 512 })
  })

  test('to become shorter even where it names no numbers', () => {
    expect(learnFromRefusal({ ratio: 1.2, window: null }, 8_000, refusal('Input is too long.')).ratio).toBeCloseTo(1.8)
  })
})
