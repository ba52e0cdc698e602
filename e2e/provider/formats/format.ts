import type { WireName } from '../../../worker/src/providers/wire.ts'
import type { Billed } from '../billing/bill.ts'

export type Json = Record<string, unknown>
export type Bytes = string | Uint8Array

export interface Call {
  /** Null: the model gives none, where its format lets it. */
  id: string | null
  name: string
  /** As the model writes them. A format that takes an object gets text as it is where that is no JSON. */
  arguments: string
}

/** How an answer ended. */
export type End = 'stop' | 'tool_calls' | 'length'

/** Writes one answer. Each method answers the bytes to send. */
export interface Writer {
  begin(model: string, billed: Billed): Bytes
  thought(text: string): Bytes
  /** Ends the thoughts with what the provider wants back. */
  sign(): Bytes
  word(text: string): Bytes
  tool(call: Call): Bytes
  end(billed: Billed, dollars: string | null, how: End): Bytes
}

/** A piece of the conversation that a request holds. */
export interface Said {
  role: 'system' | 'user' | 'assistant' | 'tool'
  text: string
}

/** One provider's way to be asked and to answer. */
export interface Format {
  wire: WireName
  /** Where it is asked. */
  path: RegExp
  type: string
  writer(): Writer
  said(body: Json): Said[]
}

export const SIGNATURE = 'c2lnbmVkIGJ5IHRoZSB0ZXN0cw=='

/** One server-sent event. */
export const sse = (value: object) => `data: ${JSON.stringify(value)}\n\n`

/** One that says its type twice, as OpenAI's Responses and Anthropic do. */
export const named = (type: string, fields: object = {}) => `event: ${type}\n${sse({ type, ...fields })}`

export const list = (value: unknown): Json[] => (Array.isArray(value) ? (value as Json[]) : [])

/** Words of a string, or of parts that have some. */
export function wordsOf(content: unknown): string {
  if (typeof content === 'string') return content
  return list(content)
    .map(({ text }) => (typeof text === 'string' ? text : ''))
    .join('')
}

/** A call's arguments in two pieces, as they come over a wire. */
export function pieces(args: string): string[] {
  const middle = args.length >> 1
  return args ? [args.slice(0, middle), args.slice(middle)] : []
}

/** Arguments where a format takes an object. */
export function asObject(args: string): unknown {
  try {
    return JSON.parse(args || '{}')
  } catch {
    return args
  }
}
