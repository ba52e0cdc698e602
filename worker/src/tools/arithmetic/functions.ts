import { ToolError } from '../tool-error.ts'
import {
  absolute,
  add,
  divide,
  greater,
  isExact,
  multiply,
  negate,
  signOf,
  squareRoot,
  toPlaces,
  whole,
  wholeTimes,
  type Value,
} from './value.ts'

/** Most places that `round` takes, either way. */
const MOST_PLACES = 500n

interface MathFunction {
  least: number
  most: number
  /** `place` says where it stands, for words about what is wrong. */
  apply(args: Value[], place: string): Value
}

const functions: Record<string, MathFunction> = {
  abs: { least: 1, most: 1, apply: ([a]) => absolute(a!) },
  ceil: { least: 1, most: 1, apply: ([a]) => negate(whole(negate(a!))) },
  floor: { least: 1, most: 1, apply: ([a]) => whole(a!) },
  max: { least: 1, most: Infinity, apply: (args) => args.reduce(greater) },
  min: { least: 1, most: Infinity, apply: (args) => negate(args.map(negate).reduce(greater)) },
  mod: { least: 2, most: 2, apply: ([a, b], place) => remainder(a!, b!, place) },
  round: { least: 1, most: 2, apply: ([a, places], place) => round(a!, places, place) },
  sqrt: { least: 1, most: 1, apply: ([a], place) => root(a!, place) },
}
export const FUNCTION_NAMES = Object.keys(functions)

/** Throws a `ToolError` for an unknown name, the wrong number of arguments and what the function can't take. */
export function callFunction(name: string, args: Value[], place: string): Value {
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
export function remainder(a: Value, b: Value, place: string): Value {
  checkDivisor(b, place)
  const times = wholeTimes(a, b)
  if (!isExact(times)) throw new ToolError(tooFew(place, 'what is left of a division'))
  return add(a, negate(multiply(times, b)))
}

export function divided(a: Value, b: Value, place: string): Value {
  checkDivisor(b, place)
  return divide(a, b)
}

function checkDivisor(b: Value, place: string): void {
  const sign = signOf(b)
  if (sign === 0) throw new ToolError(`Division by zero ${place}.`)
  if (sign === undefined) throw new ToolError(tooFew(place, 'whether it is a division by zero'))
}

function round(a: Value, places: Value | undefined, place: string): Value {
  if (!places) return toPlaces(a, 0)
  if (isExact(places) && places.d === 1n && places.n >= -MOST_PLACES && places.n <= MOST_PLACES)
    return toPlaces(a, Number(places.n))
  throw new ToolError(`round ${place} takes a whole number of places from -${MOST_PLACES} to ${MOST_PLACES}.`)
}

function root(a: Value, place: string): Value {
  const sign = signOf(a)
  if (sign === undefined) throw new ToolError(tooFew(place, 'whether the root is of a number below zero'))
  if (sign < 0) throw new ToolError(`The square root ${place} is of a number below zero.`)
  return squareRoot(a)
}

function miscounted(name: string, count: number, place: string): string {
  const { least, most } = functionNamed(name, place)
  const wanted = most === Infinity ? `at least ${least}` : least === most ? `${least}` : `${least} or ${most}`
  return `${name} ${place} takes ${wanted} argument${wanted === '1' ? '' : 's'}, not ${count}. A comma stands between arguments, never within a number.`
}

/** The number is rounded on the way, so that something about it can't be told. */
function tooFew(place: string, what: string): string {
  return `Too few digits are left ${place} to tell ${what}: the number is rounded.`
}
