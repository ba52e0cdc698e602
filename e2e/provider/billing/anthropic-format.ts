import type { Billed } from './bill.ts'
import { named, type Format } from './format.ts'

/** Numbers its blocks, and closes one before it opens the next. */
class Blocks {
  #index = -1
  #open: string | null = null

  add(kind: string, content_block: object, delta: object): string {
    return this.#enter(kind, content_block) + named('content_block_delta', { index: this.#index, delta })
  }

  close(): string {
    return this.#open === null ? '' : named('content_block_stop', { index: this.#index })
  }

  #enter(kind: string, content_block: object): string {
    if (this.#open === kind) return ''
    const before = this.close()
    this.#open = kind
    this.#index++
    return before + named('content_block_start', { index: this.#index, content_block })
  }
}

export const anthropic = (): Format => {
  const blocks = new Blocks()
  return {
    type: 'text/event-stream',
    begin: (model, billed) => {
      const usage = { ...inputSide(billed), output_tokens: 1 }
      const message = { id: 'm', type: 'message', role: 'assistant', model, content: [], usage }
      return named('message_start', { message })
    },
    thought: (thinking) =>
      blocks.add('thinking', { type: 'thinking', thinking: '', signature: '' }, { type: 'thinking_delta', thinking }),
    word: (text) => blocks.add('text', { type: 'text', text: '' }, { type: 'text_delta', text }),
    tool: (id, name, args) => {
      const delta = { type: 'input_json_delta', partial_json: args }
      return blocks.add('tool_use', { type: 'tool_use', id, name, input: {} }, delta)
    },
    end: (billed, _, tool) => blocks.close() + lastOf(billed, tool) + named('message_stop'),
  }
}

function lastOf(billed: Billed, tool: boolean): string {
  const output_tokens_details = { thinking_tokens: billed.reasoning }
  const usage = { ...inputSide(billed), output_tokens: billed.output, output_tokens_details }
  return named('message_delta', { delta: { stop_reason: tool ? 'tool_use' : 'end_turn', stop_sequence: null }, usage })
}

function inputSide(billed: Billed) {
  return {
    input_tokens: billed.input - billed.cached - billed.written,
    cache_read_input_tokens: billed.cached,
    cache_creation_input_tokens: billed.written,
  }
}
