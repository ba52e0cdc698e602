import { ToolError } from '../tool-error.ts'
import { fraction, magnitude } from './fraction.ts'
import { callFunction, divided, functionNamed, remainder } from './functions.ts'
import { Limits, MAX_CHARS } from './limits.ts'
import { numberOf, pi } from './numbers.ts'
import { leftOver, missing, place, tokensOf, type Token } from './tokens.ts'
import { add, isExact, multiply, negate, type Value } from './value.ts'

/** The value of an expression, exact where it can be. Throws a `ToolError` that says what is wrong and where. */
export function evaluate(expression: string): Value {
  if (expression.length > MAX_CHARS)
    throw new ToolError(`The expression has ${expression.length} characters; at most ${MAX_CHARS} are read.`)
  if (expression.trim() === '') throw new ToolError('The expression is empty.')
  return new Evaluator(tokensOf(expression)).whole()
}

/** Works out what it reads on the way, by recursive descent: a sum of products of signed powers. */
class Evaluator {
  #tokens: Token[]
  #next = 0
  #limits = new Limits()

  constructor(tokens: Token[]) {
    this.#tokens = tokens
  }

  whole(): Value {
    const value = this.#sum()
    if (this.#token.kind !== 'end') throw new ToolError(leftOver(this.#token))
    return value
  }

  get #token(): Token {
    return this.#tokens[this.#next]!
  }

  /** The token, when it is one of these signs; it is read then. */
  #read(...signs: string[]): Token | undefined {
    const token = this.#token
    if (token.kind !== 'sign' || !signs.includes(token.text)) return undefined
    this.#next++
    return token
  }

  #sum(): Value {
    let value = this.#product()
    for (let sign; (sign = this.#read('+', '-'));) {
      const right = this.#product()
      value = this.#limits.settle(add(value, sign.text === '+' ? right : negate(right)), place(sign))
    }
    return value
  }

  #product(): Value {
    let value = this.#signed()
    for (let sign; (sign = this.#read('*', '/', '%'));) {
      value = this.#limits.settle(productOf(value, sign, this.#signed()), place(sign))
    }
    return value
  }

  #signed(): Value {
    let negative = false
    for (let sign; (sign = this.#read('+', '-'));) negative = negative !== (sign.text === '-')
    const value = this.#power()
    return negative ? negate(value) : value
  }

  /** A power is read from the right: 2^3^2 is 2^9. It binds closer than a sign before it: -2^2 is -4. */
  #power(): Value {
    const base = this.#percent()
    const sign = this.#read('^')
    if (!sign) return base
    const exponent = this.#limits.within(place(sign), () => this.#signed())
    if (!isExact(exponent) || exponent.d !== 1n)
      throw new ToolError(`The exponent ${place(sign)} is not a whole number. For a square root there is sqrt.`)
    const inverse = exponent.n < 0n ? divided(fraction(1n), base, place(sign)) : base
    return this.#limits.power(inverse, magnitude(exponent.n), place(sign))
  }

  /** A `%` after a number is a hundredth of it, unless something follows that it could be the remainder for. */
  #percent(): Value {
    let value = this.#operand()
    while (this.#token.text === '%' && isPercent(this.#tokens.slice(this.#next, this.#next + 3))) {
      value = this.#limits.settle(multiply(value, fraction(1n, 100n)), place(this.#token))
      this.#next++
    }
    return value
  }

  #operand(): Value {
    const token = this.#token
    if (token.kind === 'number') {
      this.#next++
      return this.#limits.settle(numberOf(token.text, place(token)), place(token))
    }
    if (token.kind === 'name') return this.#named(token)
    if (this.#read('(')) return this.#bracketed(token, 1)[0]!
    throw new ToolError(missing(token))
  }

  #named(name: Token): Value {
    this.#next++
    if (name.text.toLowerCase() === 'pi' || name.text === 'π') return pi
    functionNamed(name.text, place(name))
    const open = this.#read('(')
    if (!open) throw new ToolError(`After ${name.text} ${place(name)} comes a bracket: ${name.text}(…).`)
    const args = this.#bracketed(open, Infinity)
    return this.#limits.settle(callFunction(name.text, args, place(name)), place(name))
  }

  /** What stands in brackets, with commas between, up to the bracket that closes. */
  #bracketed(open: Token, most: number): Value[] {
    return this.#limits.within(place(open), () => {
      const values = [this.#sum()]
      while (values.length < most && this.#read(',')) values.push(this.#sum())
      if (this.#read(')')) return values
      const token = this.#token
      throw new ToolError(token.kind === 'end' ? `The bracket ${place(open)} is never closed.` : leftOver(token))
    })
  }
}

function productOf(left: Value, sign: Token, right: Value): Value {
  if (sign.text === '*') return multiply(left, right)
  return sign.text === '/' ? divided(left, right, place(sign)) : remainder(left, right, place(sign))
}

/** Per cent, unless something follows that it could be the remainder for. `17 % -5` could be either. */
function isPercent([percent, next, after]: Token[]): boolean {
  const isSigned = next!.text === '-' && next!.at > percent!.at + 1 && after!.at === next!.at + 1
  if (isSigned)
    throw new ToolError(`The % ${place(percent!)} is per cent or a remainder: write brackets after it, or mod(a, b).`)
  return !(next!.kind === 'number' || next!.kind === 'name' || next!.text === '(')
}
