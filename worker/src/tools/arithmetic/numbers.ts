import { ToolError } from '../tool-error.ts'
import { WORKING_DIGITS, type Approximate } from './approximate.ts'
import { shifted } from './fraction.ts'
import { MAX_DIGITS } from './limits.ts'
import type { Value } from './value.ts'

/** A decimal as it is written, exactly: `12`, `.5`, `6.02e23`. */
export function numberOf(text: string, place: string): Value {
  const [decimals = '', exponent = '0'] = text.toLowerCase().split('e')
  const [whole = '', places = ''] = decimals.split('.')
  const length = whole.length + places.length
  if (length > MAX_DIGITS)
    throw new ToolError(`The number ${place} has more than ${MAX_DIGITS} digits, and so many are not read.`)
  const shift = Number(exponent) - places.length
  const units = BigInt(whole + places)
  return length + Math.abs(shift) > MAX_DIGITS ? { units, error: 0n, exponent: shift } : shifted(units, shift)
}

/** Pi by Machin's formula: 16 arctan(1/5) - 4 arctan(1/239), with ten digits to spare. */
export const pi: Approximate = {
  units: piUnits(10n ** BigInt(WORKING_DIGITS + 9)) / 10n ** 10n,
  error: 1n,
  exponent: 1 - WORKING_DIGITS,
}

function piUnits(scale: bigint): bigint {
  return 16n * arctanOfInverse(5n, scale) - 4n * arctanOfInverse(239n, scale)
}

function arctanOfInverse(of: bigint, scale: bigint): bigint {
  let sum = 0n
  let divisor = 1n
  for (let term = scale / of; term !== 0n; term /= -of * of, divisor += 2n) sum += term / divisor
  return sum
}
