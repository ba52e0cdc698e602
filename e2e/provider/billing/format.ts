import type { Billed } from './bill.ts'

/** One provider's way to write an answer. Each method answers the bytes to send. */
export interface Format {
  type: string
  begin(model: string, billed: Billed): string | Uint8Array
  thought(text: string): string | Uint8Array
  word(text: string): string | Uint8Array
  /** What stands between text and a tool call, and the call. */
  tool(id: string, name: string, args: string): string | Uint8Array
  end(billed: Billed, dollars: string | null, tool: boolean): string | Uint8Array
}

/** One server-sent event. */
export const sse = (value: object) => `data: ${JSON.stringify(value)}\n\n`

/** One that says its type twice, as OpenAI's Responses and Anthropic do. */
export const named = (type: string, fields: object = {}) => `event: ${type}\n${sse({ type, ...fields })}`
