import { digitsOf, fraction, magnitude, multiply, nearest, orderOf, power, type Fraction } from './fraction.ts'

/** Significant digits of a number that can't be written to its end. */
export const SHOWN_DIGITS = 30
/** Nothing smaller is known of an approximate number. */
const APPROXIMATE_PLACES = 100
/** Rounded numbers outside of 10^-10 to 10^30 are written with an exponent. */
const SMALLEST_PLAIN_ORDER = -10

/** A number in decimals: to its end where it has one, else rounded, and then it says so. */
export function written(a: Fraction): string {
  const places = a.approximate ? null : placesOf(a.d)
  if (places === null) return `${rounded(a)} (rounded to ${SHOWN_DIGITS} significant digits)`
  return withPoint(a.n * (10n ** BigInt(places) / a.d), places)
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

function rounded(a: Fraction): string {
  const order = orderOf(a)
  const wanted = SHOWN_DIGITS - 1 - order
  const places = a.approximate ? Math.min(wanted, APPROXIMATE_PLACES) : wanted
  const units = nearest(multiply(a, power(fraction(10n), BigInt(places))))
  if (units === 0n) return '0'
  if (order >= SMALLEST_PLAIN_ORDER && places >= 0) return withPoint(units, places)
  const last = digitsOf(units) - 1
  return `${withPoint(units, last)}e${last - places}`
}

/** `units` with the point so many places from the right; zeros that end its places are left out. */
function withPoint(units: bigint, places: number): string {
  const digits = String(magnitude(units)).padStart(places + 1, '0')
  const whole = digits.slice(0, digits.length - places)
  const rest = digits.slice(digits.length - places).replace(/0+$/, '')
  return `${units < 0n ? '-' : ''}${whole}${rest && `.${rest}`}`
}
