import { ToolError } from '../tool-error.ts'
import { fraction, WORKING_DIGITS, type Fraction } from './fraction.ts'
import { MAX_DIGITS, tooLong } from './limits.ts'

/** A decimal as it is written, exactly: `12`, `.5`, `6.02e23`. */
export function numberOf(text: string, place: string): Fraction {
  const [decimals = '', exponent = '0'] = text.toLowerCase().split('e')
  const [whole = '', places = ''] = decimals.split('.')
  const shift = Number(exponent) - places.length
  if (whole.length + places.length + Math.abs(shift) > MAX_DIGITS) throw new ToolError(tooLong(`The number ${place}`))
  const n = BigInt(whole + places)
  const scale = 10n ** BigInt(Math.abs(shift))
  return shift < 0 ? fraction(n, scale) : fraction(n * scale)
}

/** Pi by Machin's formula: 16 arctan(1/5) - 4 arctan(1/239), with ten digits to spare. */
export const pi = fraction(
  piUnits(10n ** BigInt(WORKING_DIGITS + 10)) / 10n ** 10n,
  10n ** BigInt(WORKING_DIGITS),
  true,
)

function piUnits(scale: bigint): bigint {
  return 16n * arctanOfInverse(5n, scale) - 4n * arctanOfInverse(239n, scale)
}

function arctanOfInverse(of: bigint, scale: bigint): bigint {
  let sum = 0n
  let divisor = 1n
  for (let term = scale / of; term !== 0n; term /= -of * of, divisor += 2n) sum += term / divisor
  return sum
}
