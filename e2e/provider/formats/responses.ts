import type { Billed } from '../billing/bill.ts'
import {
  list,
  named,
  pieces,
  SIGNATURE,
  wordsOf,
  type End,
  type Format,
  type Json,
  type Said,
  type Writer,
} from './format.ts'

/** The output items of one response, each in its place. */
class Items {
  output: Json[] = []
  #open: Json | null = null

  get index(): number {
    return this.output.length - 1
  }

  /** The item of this type that is open; else one that begins now, after the open one has ended. */
  enter(item: Json): string {
    if (this.#open?.type === item.type) return ''
    const before = this.close()
    this.#open = item
    this.output.push(item)
    return before + named('response.output_item.added', { output_index: this.index, item })
  }

  /** What the open item ends as. */
  become(more: Json): void {
    Object.assign(this.#open!, more)
  }

  close(): string {
    const item = this.#open
    this.#open = null
    return item ? named('response.output_item.done', { output_index: this.index, item }) : ''
  }
}

function writer(): Writer {
  const items = new Items()
  const at = (type: string, fields: object) => named(type, { output_index: items.index, ...fields })
  let words = ''
  let thoughts = ''
  return {
    begin: () => named('response.created', { response: { id: 'r', status: 'in_progress' } }),
    thought: (delta) => {
      const begun = items.enter({ type: 'reasoning', id: `rs_${items.index + 1}`, summary: [] })
      thoughts = begun ? delta : thoughts + delta
      const sent = at('response.reasoning_summary_text.delta', { summary_index: 0, delta })
      items.become({ summary: [{ type: 'summary_text', text: thoughts }] })
      return begun + sent
    },
    sign: () => {
      items.become({ encrypted_content: SIGNATURE })
      return items.close()
    },
    word: (delta) => {
      const begun = items.enter({ type: 'message', id: `m_${items.index + 1}`, role: 'assistant', content: [] })
      words = begun ? delta : words + delta
      const sent = at('response.output_text.delta', { content_index: 0, delta })
      items.become({ content: [{ type: 'output_text', text: words }] })
      return begun + sent
    },
    tool: ({ id, name, arguments: args }) => {
      const call = { type: 'function_call', id: `fc_${items.index + 1}`, ...(id !== null && { call_id: id }), name }
      const begun = items.close() + items.enter({ ...call, arguments: '' })
      const deltas = pieces(args).map((delta) => at('response.function_call_arguments.delta', { delta }))
      items.become({ arguments: args, status: 'completed' })
      return begun + deltas.join('') + items.close()
    },
    end: (billed, _, how) => items.close() + lastOf(billed, how, items.output),
  }
}

function lastOf(billed: Billed, how: End, output: Json[]): string {
  const isCut = how === 'length'
  const status = isCut ? 'incomplete' : 'completed'
  const incomplete_details = isCut ? { reason: 'max_output_tokens' } : null
  const usage = {
    input_tokens: billed.input,
    input_tokens_details: { cached_tokens: billed.cached },
    output_tokens: billed.output,
    output_tokens_details: { reasoning_tokens: billed.reasoning },
    total_tokens: billed.input + billed.output,
  }
  return named(`response.${status}`, { response: { id: 'r', status, incomplete_details, output, usage } })
}

function said({ instructions, input }: Json): Said[] {
  const items = list(input).map((item): Said => {
    if (item.type === 'function_call_output') return { role: 'tool', text: wordsOf(item.output) }
    const role = item.type === 'message' ? (item.role as Said['role']) : 'assistant'
    return { role, text: wordsOf(item.content) }
  })
  return [{ role: 'system', text: wordsOf(instructions) }, ...items]
}

export const responses: Format = { wire: 'responses', path: /\/responses$/, type: 'text/event-stream', writer, said }
