import { digitsOf, magnitude, nearest, type Fraction } from './fraction.ts'
import { wholeRoot } from './whole-root.ts'

/** Significant digits that are kept of a number that is not exact. */
export const WORKING_DIGITS = 200

/** A number of which is known that it lies within `error` of `units`, both counted in 10^`exponent`. */
export interface Approximate {
  units: bigint
  error: bigint
  exponent: number
}

export function approximated({ n, d }: Fraction): Approximate {
  return divide({ units: n, error: 0n, exponent: 0 }, { units: d, error: 0n, exponent: 0 })
}

export function add(a: Approximate, b: Approximate): Approximate {
  const [left, right] = aligned(a, b)
  return fitted({ ...left, units: left.units + right.units, error: left.error + right.error })
}

export function multiply(a: Approximate, b: Approximate): Approximate {
  return fitted({
    units: a.units * b.units,
    error: magnitude(a.units) * b.error + magnitude(b.units) * a.error + a.error * b.error,
    exponent: a.exponent + b.exponent,
  })
}

/** `b` is known not to be zero. */
export function divide(a: Approximate, b: Approximate): Approximate {
  const places = Math.max(0, WORKING_DIGITS + digitsOf(b.units) - digitsOf(a.units))
  const scale = 10n ** BigInt(places)
  const d = magnitude(b.units)
  const n = (b.units < 0n ? -a.units : a.units) * scale
  // |a/b - n/d| is at most what both errors make of the cross products, over the smallest that b can be
  const spread = (magnitude(a.units) * b.error + d * a.error) * scale
  return fitted({
    units: nearest({ n, d }),
    error: ceiling(spread, d * (d - b.error)) + lost(n, d),
    exponent: a.exponent - b.exponent - places,
  })
}

/** `exponent` is at least 1. `settle` sees each number on the way. */
export function power(a: Approximate, exponent: bigint, settle: (value: Approximate) => Approximate): Approximate {
  let value = a
  for (const bit of exponent.toString(2).slice(1)) {
    value = settle(multiply(value, value))
    if (bit === '1') value = settle(multiply(value, a))
  }
  return value
}

/** `a` is known to be above zero. */
export function squareRoot({ units, error, exponent }: Approximate): Approximate {
  const wanted = Math.max(0, 2 * WORKING_DIGITS - digitsOf(units))
  const places = wanted + Math.abs((exponent - wanted) % 2)
  const scale = 10n ** BigInt(places)
  const root = wholeRoot(units * scale)
  const isExact = root * root === units * scale
  return fitted({
    units: root,
    error: ceiling(error * scale, root) + (isExact ? 0n : 1n),
    exponent: (exponent - places) / 2,
  })
}

/** What lies anywhere from one to the other. */
export function hull(a: Approximate, b: Approximate): Approximate {
  const [left, right] = aligned(a, b)
  const ends = [left.units - left.error, right.units - right.error, left.units + left.error, right.units + right.error]
  const sorted = ends.toSorted((one, other) => (one < other ? -1 : 1))
  return fitted(between(sorted[0]!, sorted[3]!, left.exponent))
}

export function between(low: bigint, high: bigint, exponent: number): Approximate {
  const units = (low + high) / 2n
  return { units, error: high - units > units - low ? high - units : units - low, exponent }
}

/** Where the first digit stands that it can have: 0 for 1 to 9, -1 for tenths. */
export function orderOf({ units, error, exponent }: Approximate): number {
  return Math.max(digitsOf(units), digitsOf(error)) - 1 + exponent
}

/** Both counted in the same power of ten, which is fine enough for what is kept of their sum. */
function aligned(a: Approximate, b: Approximate): [Approximate, Approximate] {
  const finest = Math.max(orderOf(a), orderOf(b)) - WORKING_DIGITS
  const exponent = Math.max(finest, Math.min(a.exponent, b.exponent))
  return [coarser(a, exponent - a.exponent), coarser(b, exponent - b.exponent)]
}

function fitted(a: Approximate): Approximate {
  return coarser(a, Math.max(0, orderOf(a) - a.exponent + 1 - WORKING_DIGITS))
}

/** Counted in a power of ten that is so much higher, or lower when negative. What is lost is added to the error. */
function coarser({ units, error, exponent }: Approximate, by: number): Approximate {
  if (by === 0) return { units, error, exponent }
  const scale = 10n ** BigInt(Math.abs(by))
  if (by < 0) return { units: units * scale, error: error * scale, exponent: exponent + by }
  return {
    units: nearest({ n: units, d: scale }),
    error: ceiling(error, scale) + lost(units, scale),
    exponent: exponent + by,
  }
}

function lost(n: bigint, d: bigint): bigint {
  return n % d === 0n ? 0n : 1n
}

/** Of numbers that are not below zero. */
function ceiling(n: bigint, d: bigint): bigint {
  return (n + d - 1n) / d
}
