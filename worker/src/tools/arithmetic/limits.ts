import { ToolError } from '../tool-error.ts'
import { digitsOf, orderOf, toPlaces, WORKING_DIGITS, type Fraction } from './fraction.ts'

/** Longest expression, in UTF-16 units. */
export const MAX_CHARS = 10_000
/** Brackets, signs and powers within each other. */
export const MAX_DEPTH = 200
/** Digits of a number on the way, above and below its fraction's line. */
export const MAX_DIGITS = 1_000
/** What all fractions of an expression may cost to reduce, in squared digits: about 20 ms. */
const MAX_WORK = 25_000_000
/** What rounding an approximate number costs, in the same unit. */
const APPROXIMATE_WORK = 20_000

/** Keeps what an expression costs within bounds, whatever it says. */
export class Limits {
  #work = 0
  #depth = 0

  /** A result on the way, with no more digits than are worked with. */
  settle(value: Fraction, place: string): Fraction {
    const settled = value.approximate ? toPlaces(value, WORKING_DIGITS - orderOf(value)) : value
    const [above, below] = [digitsOf(settled.n), digitsOf(settled.d)]
    if (Math.max(above, below) > MAX_DIGITS) throw new ToolError(tooLong(`The number ${place}`))
    this.#work += value.approximate ? APPROXIMATE_WORK : above * below
    if (this.#work > MAX_WORK)
      throw new ToolError(`The expression is too much to work out, from the operator ${place} on.`)
    return settled
  }

  /** Says no before a power is worked out that is too long. */
  checkPower({ n, d }: Fraction, exponent: bigint, place: string): void {
    const grows = Math.max(bitsOf(n), bitsOf(d)) - 1
    const least = BigInt(grows) * (exponent < 0n ? -exponent : exponent)
    if (least > MAX_DIGITS * 4) throw new ToolError(tooLong(`The power ${place}`))
  }

  /** `work` one level deeper. */
  within<Value>(place: string, work: () => Value): Value {
    if (++this.#depth > MAX_DEPTH) throw new ToolError(`It is nested more than ${MAX_DEPTH} deep ${place}.`)
    const value = work()
    this.#depth--
    return value
  }
}

export function tooLong(what: string): string {
  return `${what} has more than ${MAX_DIGITS} digits, and so many are not worked with.`
}

function bitsOf(n: bigint): number {
  return (n < 0n ? -n : n).toString(2).length
}
