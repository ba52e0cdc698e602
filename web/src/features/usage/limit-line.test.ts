import { expect, test } from 'vitest'
import { isCovered } from './limit-line.ts'

const words = 'Budget $10.00 a month'
const line = { y: 100, end: 300 }
const bar = (start: number, top: number) => ({ start, end: start + 20, top, bottom: 170 })

test('the words of a limit stand at its end while nothing is there', () => {
  expect(isCovered(words, line, [])).toBe(false)
  expect(isCovered(words, line, [bar(260, 120)])).toBe(false)
  expect(isCovered(words, line, [bar(20, 10)])).toBe(false)
})

test('a bar that passes the limit there, or its figure, takes their place', () => {
  expect(isCovered(words, line, [bar(260, 60)])).toBe(true)
  expect(isCovered(words, line, [bar(260, 95)])).toBe(true)
  // a figure of a bar far below the line
  expect(isCovered(words, line, [{ ...bar(260, 110), bottom: 130 }])).toBe(false)
})
