import { ToolError } from '../tool-error.ts'
import { digitsOf, magnitude, nearest } from './fraction.ts'
import type { Approximate } from './approximate.ts'
import { isExact, toApproximate, type Value } from './value.ts'

/** Significant digits of a number that can't be written to its end. */
export const SHOWN_DIGITS = 30
/** Rounded numbers outside of 10^-10 to 10^30 are written with an exponent. */
const PLAIN_ORDERS = { least: -10, most: 29 }

/** A number in decimals: to its end where it has one, else rounded to digits that are all right, and then it says so. */
export function written(a: Value): string {
  const places = isExact(a) ? placesOf(a.d) : null
  if (isExact(a) && places !== null) return withPoint(a.n * (10n ** BigInt(places) / a.d), places)
  return rounded(toApproximate(a))
}

/** How many places after the point end it; null when none do: `d` has a factor beside 2 and 5. */
function placesOf(d: bigint): number | null {
  const [withoutTwos, twos] = without(d, 2n)
  const [rest, fives] = without(withoutTwos, 5n)
  return rest === 1n ? Math.max(twos, fives) : null
}

function without(d: bigint, factor: bigint): [rest: bigint, times: number] {
  let rest = d
  let times = 0
  for (; rest % factor === 0n; rest /= factor) times++
  return [rest, times]
}

/** With as many digits as are the same for all that the number may be. */
function rounded(a: Approximate): string {
  for (let digits = SHOWN_DIGITS; digits > 0; digits--) {
    const units = significant(a.units - a.error, digits)
    if (units !== significant(a.units + a.error, digits)) continue
    const text = scientific(units, a.exponent)
    if (a.error === 0n && units === a.units) return text
    return `${text} (rounded to ${digits} significant digit${digits === 1 ? '' : 's'})`
  }
  throw new ToolError(
    `Too few digits are left: rounded numbers cancel out, and of the result no digit is known, only that it is within ${bound(a)} of 0. ` +
      'Write it so that no two numbers that are nearly equal are subtracted.',
  )
}

/** Rounded half away from zero to so many significant digits. */
function significant(n: bigint, digits: number): bigint {
  const scale = 10n ** BigInt(Math.max(0, digitsOf(n) - digits))
  return nearest({ n, d: scale }) * scale
}

/** A power of ten that the number is below. */
function bound({ units, error, exponent }: Approximate): string {
  return `1e${digitsOf(magnitude(units) + error) + exponent}`
}

/** `units` times ten to the `exponent`, as people write it. */
function scientific(units: bigint, exponent: number): string {
  const last = digitsOf(units) - 1
  const order = last + exponent
  if (order < PLAIN_ORDERS.least || order > PLAIN_ORDERS.most) return `${withPoint(units, last)}e${order}`
  return exponent < 0 ? withPoint(units, -exponent) : withPoint(units * 10n ** BigInt(exponent), 0)
}

/** `units` with the point so many places from the right; zeros that end its places are left out. */
function withPoint(units: bigint, places: number): string {
  const digits = String(magnitude(units)).padStart(places + 1, '0')
  const whole = digits.slice(0, digits.length - places)
  const rest = digits.slice(digits.length - places).replace(/0+$/, '')
  return `${units < 0n ? '-' : ''}${whole}${rest && `.${rest}`}`
}
