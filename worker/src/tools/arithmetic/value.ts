import * as approximate from './approximate.ts'
import { approximated, between, type Approximate } from './approximate.ts'
import * as exact from './fraction.ts'
import { floor, fraction, magnitude, nearest, shifted, type Fraction } from './fraction.ts'
import { wholeRoot } from './whole-root.ts'

/** A number as it is worked with: exact, or approximate with what it may be off by. */
export type Value = Fraction | Approximate

export function isExact(value: Value): value is Fraction {
  return 'd' in value
}

export function toApproximate(value: Value): Approximate {
  return isExact(value) ? approximated(value) : value
}

/** Undefined where too few digits are known to tell. */
export function signOf(value: Value): -1 | 0 | 1 | undefined {
  const [n, error] = isExact(value) ? [value.n, 0n] : [value.units, value.error]
  if (magnitude(n) > error) return n < 0n ? -1 : 1
  return error === 0n ? 0 : undefined
}

export function negate(a: Value): Value {
  return isExact(a) ? { ...a, n: -a.n } : { ...a, units: -a.units }
}

export function absolute(a: Value): Value {
  return isExact(a) ? { ...a, n: magnitude(a.n) } : { ...a, units: magnitude(a.units) }
}

export function add(a: Value, b: Value): Value {
  if (isExact(a) && isExact(b)) return exact.add(a, b)
  if (signOf(a) === 0) return b
  if (signOf(b) === 0) return a
  return approximate.add(toApproximate(a), toApproximate(b))
}

export function multiply(a: Value, b: Value): Value {
  if (isExact(a) && isExact(b)) return exact.multiply(a, b)
  if (signOf(a) === 0 || signOf(b) === 0) return fraction(0n)
  return approximate.multiply(toApproximate(a), toApproximate(b))
}

/** `b` is known not to be zero. */
export function divide(a: Value, b: Value): Value {
  if (isExact(a) && isExact(b)) return exact.divide(a, b)
  return signOf(a) === 0 ? fraction(0n) : approximate.divide(toApproximate(a), toApproximate(b))
}

/** `a` is known not to be below zero. */
export function squareRoot(a: Value): Value {
  if (signOf(a) === 0) return fraction(0n)
  if (!isExact(a)) return approximate.squareRoot(a)
  const [n, d] = [wholeRoot(a.n), wholeRoot(a.d)]
  return n * n === a.n && d * d === a.d ? fraction(n, d) : approximate.squareRoot(approximated(a))
}

/** Where too few digits are known to tell which one is greater, what lies anywhere between them. */
export function greater(a: Value, b: Value): Value {
  if (isExact(a) && isExact(b)) return a.n * b.d < b.n * a.d ? b : a
  const sign = signOf(add(b, negate(a)))
  if (sign === undefined) return approximate.hull(toApproximate(a), toApproximate(b))
  return sign > 0 ? b : a
}

/** The greatest whole number that is not above it. */
export function whole(a: Value): Value {
  return stepped(a, 0, floor)
}

/** How many whole times `b` is in `a`, rounded down. `b` is known not to be zero. */
export function wholeTimes(a: Value, b: Value): Value {
  if (!isExact(a) || !isExact(b)) return whole(divide(a, b))
  const n = a.n * b.d
  return fraction(floor({ n: b.n < 0n ? -n : n, d: a.d * magnitude(b.n) }))
}

/** Rounded half away from zero to so many places after the point; before it when negative. */
export function toPlaces(a: Value, places: number): Value {
  return stepped(a, places, nearest)
}

/** Exact where all that the number may be ends on the same step. */
function stepped(a: Value, places: number, step: (a: Fraction) => bigint): Value {
  if (isExact(a)) {
    const { n, d } = shifted(a.n, places)
    return shifted(step({ n, d: d * a.d }), -places)
  }
  const finer = -a.exponent - places
  if (finer <= 0) return a
  const d = 10n ** BigInt(finer)
  const low = step({ n: a.units - a.error, d })
  const high = step({ n: a.units + a.error, d })
  return low === high ? shifted(low, -places) : between(low, high, -places)
}
