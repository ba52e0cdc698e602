import { ToolError } from '../tool-error.ts'
import { divide, floor, fraction, isLess, multiply, negate, add, toPlaces, type Fraction } from './fraction.ts'
import { squareRoot } from './square-root.ts'

/** Most places that `round` takes, either way. */
const MOST_PLACES = 500n

interface MathFunction {
  least: number
  most: number
  /** `place` says where it stands, for words about what is wrong. */
  apply(args: Fraction[], place: string): Fraction
}

const functions: Record<string, MathFunction> = {
  abs: { least: 1, most: 1, apply: ([a]) => (a!.n < 0n ? negate(a!) : a!) },
  ceil: { least: 1, most: 1, apply: ([a]) => fraction(-floor(negate(a!))) },
  floor: { least: 1, most: 1, apply: ([a]) => fraction(floor(a!)) },
  max: { least: 1, most: Infinity, apply: (args) => args.reduce((a, b) => (isLess(a, b) ? b : a)) },
  min: { least: 1, most: Infinity, apply: (args) => args.reduce((a, b) => (isLess(b, a) ? b : a)) },
  mod: { least: 2, most: 2, apply: ([a, b], place) => remainder(a!, b!, place) },
  round: { least: 1, most: 2, apply: ([a, places], place) => round(a!, places, place) },
  sqrt: { least: 1, most: 1, apply: ([a], place) => root(a!, place) },
}
export const FUNCTION_NAMES = Object.keys(functions)

/** Throws a `ToolError` for an unknown name, the wrong number of arguments and what the function can't take. */
export function callFunction(name: string, args: Fraction[], place: string): Fraction {
  const { least, most, apply } = functionNamed(name, place)
  if (args.length < least || args.length > most) throw new ToolError(miscounted(name, args.length, place))
  return apply(args, place)
}

export function functionNamed(name: string, place: string): MathFunction {
  const found = Object.hasOwn(functions, name.toLowerCase()) ? functions[name.toLowerCase()] : undefined
  if (found) return found
  throw new ToolError(`Unknown name "${name.slice(0, 50)}" ${place}. Known are ${FUNCTION_NAMES.join(', ')} and pi.`)
}

/** What is left of `a` after whole times `b`, with the sign of `b`. */
export function remainder(a: Fraction, b: Fraction, place: string): Fraction {
  const times = fraction(floor(divided(a, b, place)))
  return add(a, negate(multiply(times, b)))
}

export function divided(a: Fraction, b: Fraction, place: string): Fraction {
  if (b.n === 0n) throw new ToolError(`Division by zero ${place}.`)
  return divide(a, b)
}

function round(a: Fraction, places: Fraction | undefined, place: string): Fraction {
  if (!places) return toPlaces(a, 0)
  if (places.d === 1n && places.n >= -MOST_PLACES && places.n <= MOST_PLACES) return toPlaces(a, Number(places.n))
  throw new ToolError(`round ${place} takes a whole number of places from -${MOST_PLACES} to ${MOST_PLACES}.`)
}

function root(a: Fraction, place: string): Fraction {
  if (a.n < 0n) throw new ToolError(`The square root ${place} is of a number below zero.`)
  return squareRoot(a)
}

function miscounted(name: string, count: number, place: string): string {
  const { least, most } = functionNamed(name, place)
  const wanted = most === Infinity ? `at least ${least}` : least === most ? `${least}` : `${least} or ${most}`
  return `${name} ${place} takes ${wanted} argument${wanted === '1' ? '' : 's'}, not ${count}. A comma stands between arguments, never within a number.`
}
