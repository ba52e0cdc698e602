import { expect, test } from 'vitest'
import { answerCost, bytes, money, plural, price, tokens, whole, windowSize } from './numbers.ts'

test('tokens are whole below 10,000, then k, then M', () => {
  expect([0, 1284, 9999, 10_000, 82_400, 999_499, 999_500, 1_020_000].map(tokens)).toEqual([
    '0',
    '1,284',
    '9,999',
    '10k',
    '82k',
    '999k',
    '1.00M',
    '1.02M',
  ])
})

test('a window is short', () => {
  expect([512, 8192, 200_000, 1_000_000, 1_048_576].map(windowSize)).toEqual(['512', '8k', '200k', '1M', '1.05M'])
})

test('a sum has cents; what one answer cost has three places or says why not', () => {
  expect(money('9.600000000')).toBe('$9.60')
  expect(money('1204')).toBe('$1,204.00')
  expect(money(-2)).toBe('−$2.00')
  expect(money(-0.001)).toBe('$0.00')
  expect(answerCost('0.021400000')).toBe('$0.021')
  expect(answerCost('0.000400000')).toBe('under $0.001')
  expect(answerCost('0.000000000')).toBe('no cost')
  expect(answerCost('1.239000000')).toBe('$1.24')
  expect(answerCost(null)).toBeNull()
})

test('prices carry no empty zeros', () => {
  expect([3, 0.6, 1.25, 0.075, 0].map(price)).toEqual(['$3', '$0.60', '$1.25', '$0.075', 'free'])
})

test('sizes are in tens', () => {
  expect([0, 999, 14_200, 212_000, 5_400_000, 18_600_000_000].map(bytes)).toEqual([
    '0 B',
    '999 B',
    '14 kB',
    '212 kB',
    '5 MB',
    '18.6 GB',
  ])
})

test('counts say one and many, and a minus is a minus', () => {
  expect(plural(1, 'message')).toBe('1 message')
  expect(plural(1200, 'message')).toBe('1,200 messages')
  expect(plural(2, 'person', 'people')).toBe('2 people')
  expect(whole(-12)).toBe('−12')
})
