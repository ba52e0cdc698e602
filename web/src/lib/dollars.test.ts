import { expect, test } from 'vitest'
import { cost, nano } from './dollars.ts'

test('decimals of the wire add up exactly', () => {
  expect(nano('9.600000000')).toBe(9_600_000_000)
  expect(nano('0.000000001')).toBe(1)
  expect(nano('-0.5')).toBe(-500_000_000)
  expect(nano('7')).toBe(7_000_000_000)
  const tenth = Array.from({ length: 10 }, () => nano('0.100000000'))
  expect(tenth.reduce((sum, one) => sum + one, 0)).toBe(nano('1.000000000'))
  expect(nano('1000000.000000001') - nano('1000000.000000000')).toBe(1)
})

test('a sum is read in cents; less than a cent in tenths of it, and never as nothing', () => {
  expect(
    ['9.6', '1204', '0', '0.01', '0.004', '0.0099', '0.0009', '0.000000001'].map((usd) => cost(nano(usd))),
  ).toEqual(['$9.60', '$1,204.00', '$0.00', '$0.01', '$0.004', '$0.009', 'under $0.001', 'under $0.001'])
})
