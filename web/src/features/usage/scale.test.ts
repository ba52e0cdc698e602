import { expect, test } from 'vitest'
import { tickWords } from './measure.ts'
import { labelStep, niceScale } from './scale.ts'

test('a scale begins at zero, holds the highest bar and has two or three even steps', () => {
  expect(niceScale(0.88).ticks).toEqual([0, 0.4, 0.8, 1.2])
  expect(niceScale(30).ticks).toEqual([0, 10, 20, 30])
  expect(niceScale(9.39).top).toBe(12)
  for (let max = 1; max < 1e12; max = max * 1.37 + 1) {
    const { top, ticks } = niceScale(max, 1)
    expect(ticks[0]).toBe(0)
    expect(ticks.at(-1)).toBe(top)
    expect(top).toBeGreaterThanOrEqual(max * 0.999999)
    expect(top).toBeLessThanOrEqual(Math.max(2, max * 2.01))
    expect(ticks.length).toBeLessThanOrEqual(4)
    expect(new Set(ticks).size).toBe(ticks.length)
  }
})

test('where nothing is, the scale is still one', () => {
  expect(niceScale(0)).toEqual({ top: 1, ticks: [0] })
  expect(niceScale(1, 1)).toEqual({ top: 1, ticks: [0, 1] })
  expect(niceScale(2, 1).ticks).toEqual([0, 1, 2])
})

test('a line says as many places as its step needs', () => {
  expect(tickWords('cost', 400_000_000, 400_000_000)).toBe('$0.40')
  expect(tickWords('cost', 4_000_000, 2_000_000)).toBe('$0.004')
  expect(tickWords('cost', 20_000_000_000, 10_000_000_000)).toBe('$20.00')
  expect(tickWords('tokens', 82_000, 41_000)).toBe('82k')
})

test('labels stand as close as they fit, of many days by the week', () => {
  expect(labelStep(30, 26, 46)).toBe(7)
  expect(labelStep(31, 3, 46)).toBe(14)
  expect(labelStep(7, 50, 46)).toBe(1)
  expect(labelStep(12, 25, 46)).toBe(2)
})
