import { ToolError } from '../tool-error.ts'
import * as approximate from './approximate.ts'
import { approximated, orderOf, type Approximate } from './approximate.ts'
import { digitsOf, fraction, magnitude, power, shifted, type Fraction } from './fraction.ts'
import { isExact, toApproximate, type Value } from './value.ts'

/** Longest expression, in UTF-16 units. */
export const MAX_CHARS = 10_000
/** Brackets, signs and powers within each other. */
export const MAX_DEPTH = 200
/** Digits of an exact number on the way, above and below its fraction's line. A longer one is rounded. */
export const MAX_DIGITS = 1_000
/** Numbers on the way lie between 10^-10000 and 10^10000. */
const MAX_ORDER = 10_000
/** What all numbers of an expression may cost, in squared digits: about 20 ms. */
const MAX_WORK = 25_000_000
/** What may be spent on exact fractions before they are rounded. */
const MAX_EXACT_WORK = MAX_WORK / 2
/** What an approximate number costs, in the same unit. */
const APPROXIMATE_WORK = 5_000

/** Keeps what an expression costs within bounds, whatever it says. */
export class Limits {
  #work = 0
  #depth = 0

  /** A result on the way, with no more digits than are worked with. */
  settle(value: Value, place: string): Value {
    if (!isExact(value)) return exactly(value) ?? this.#settleApproximate(value, place)
    const [above, below] = [digitsOf(value.n), digitsOf(value.d)]
    this.#spend(above * below, place)
    const isTooMuch = below > 1 && this.#work > MAX_EXACT_WORK
    if (Math.max(above, below) <= MAX_DIGITS && !isTooMuch) return value
    return this.#settleApproximate(approximated(value), place)
  }

  /** `exponent` is not below zero. A power that is too long to be exact is worked out rounded. */
  power(base: Value, exponent: bigint, place: string): Value {
    if (exponent === 0n) return fraction(1n)
    if (isExact(base) && !isTooLong(base, exponent)) return this.settle(power(base, exponent), place)
    const settle = (value: Approximate) => this.#settleApproximate(value, place)
    return this.settle(approximate.power(toApproximate(base), exponent, settle), place)
  }

  /** `work` one level deeper. */
  within<Result>(place: string, work: () => Result): Result {
    if (++this.#depth > MAX_DEPTH) throw new ToolError(`It is nested more than ${MAX_DEPTH} deep ${place}.`)
    const result = work()
    this.#depth--
    return result
  }

  #settleApproximate(value: Approximate, place: string): Approximate {
    const order = orderOf(value)
    if (order > MAX_ORDER) throw new ToolError(`The number ${place} is beyond 10^${MAX_ORDER}, too large to work with.`)
    if (order < -MAX_ORDER)
      throw new ToolError(`The number ${place} is nearer to 0 than 10^-${MAX_ORDER}, too small to work with.`)
    this.#spend(APPROXIMATE_WORK, place)
    return value
  }

  #spend(work: number, place: string): void {
    this.#work += work
    if (this.#work > MAX_WORK)
      throw new ToolError(`The expression is too much to work out, from the operator ${place} on.`)
  }
}

/** The number as a fraction, where nothing of it is unknown and it isn't too long. */
function exactly({ units, error, exponent }: Approximate): Fraction | undefined {
  if (units === 0n && error === 0n) return fraction(0n)
  if (error > 0n || exponent <= -MAX_DIGITS || digitsOf(units) + exponent > MAX_DIGITS) return undefined
  return shifted(units, exponent)
}

/** Known before the power is worked out. */
function isTooLong({ n, d }: Fraction, exponent: bigint): boolean {
  const grows = Math.max(bitsOf(n), bitsOf(d)) - 1
  // ten bits are three digits, and a bit less
  return BigInt(grows) * exponent * 3n > MAX_DIGITS * 10
}

function bitsOf(n: bigint): number {
  return magnitude(n).toString(2).length
}
