import { ToolError } from '../tool-error.ts'

export interface Token {
  kind: 'number' | 'name' | 'sign' | 'end'
  text: string
  /** Its first character, counted from 1 in UTF-16 units. */
  at: number
}

const TOKEN =
  /(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<name>\p{L}[\p{L}\p{N}_]*)|(?<sign>\*\*|[-+*/^%(),×·⋅÷∕−–])/uy
/** Signs as people write them. */
const SIGNS = new Map(
  Object.entries({ '×': '*', '·': '*', '⋅': '*', '÷': '/', '∕': '/', '−': '-', '–': '-', '**': '^' }),
)

/** The parts of an expression; the last is its end. Throws a `ToolError` at a character that is none. */
export function tokensOf(expression: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while ((at = spaceAfter(expression, at)) < expression.length) {
    TOKEN.lastIndex = at
    const groups = TOKEN.exec(expression)?.groups
    const text = groups?.number ?? groups?.name ?? groups?.sign
    if (text === undefined) throw new ToolError(strange(expression, at))
    const kind = groups?.number ? 'number' : groups?.name ? 'name' : 'sign'
    tokens.push({ kind, text: SIGNS.get(text) ?? text, at: at + 1 })
    at += text.length
  }
  return [...tokens, { kind: 'end', text: '', at: expression.length + 1 }]
}

/** Where a token stands, in words about what is wrong. */
export function place({ at }: Token): string {
  return `at character ${at}`
}

export function missing(token: Token): string {
  if (token.kind === 'end') return `The expression ends where a number is missing, ${place(token)}.`
  return `A number is missing ${place(token)}, before "${token.text}".`
}

export function leftOver(token: Token): string {
  if (token.text === ',')
    return `The comma ${place(token)} means nothing: a number has no thousands separators, and a point before its decimals.`
  if (token.text === ')') return `The bracket ${place(token)} closes none.`
  return `An operator is missing ${place(token)}, before "${token.text.slice(0, 50)}".`
}

function spaceAfter(expression: string, from: number): number {
  let at = from
  while (at < expression.length && /\s/.test(expression[at]!)) at++
  return at
}

function strange(expression: string, at: number): string {
  const character = String.fromCodePoint(expression.codePointAt(at)!)
  return `"${character}" at character ${at + 1} means nothing here. Write numbers, + - * / ^ %, brackets and functions.`
}
