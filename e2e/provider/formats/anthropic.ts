import type { Billed } from '../billing/bill.ts'
import { Blocks } from './blocks.ts'
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

const reasons: Record<End, string> = { stop: 'end_turn', tool_calls: 'tool_use', length: 'max_tokens' }

function writer(): Writer {
  const blocks = new Blocks()
  const end = () => named('content_block_stop', { index: blocks.index })
  const delta = (one: object) => named('content_block_delta', { index: blocks.index, delta: one })
  const enter = (content_block: { type: string }) =>
    blocks.enter(content_block.type, () => named('content_block_start', { index: blocks.index, content_block }), end)
  return {
    begin: (model, billed) => {
      const usage = { ...inputSide(billed), output_tokens: 1 }
      const message = { id: 'm', type: 'message', role: 'assistant', model, content: [], usage }
      return named('message_start', { message })
    },
    thought: (thinking) => {
      const block = { type: 'thinking', thinking: '', signature: '' }
      return enter(block) + delta({ type: 'thinking_delta', thinking })
    },
    sign: () => delta({ type: 'signature_delta', signature: SIGNATURE }) + blocks.close(end),
    word: (text) => enter({ type: 'text', text: '' } as { type: string }) + delta({ type: 'text_delta', text }),
    tool: ({ id, name, arguments: args }) => {
      const block = { type: 'tool_use', id: id ?? '', name, input: {} }
      const deltas = pieces(args).map((partial_json) => ({ type: 'input_json_delta', partial_json }))
      return blocks.close(end) + enter(block) + deltas.map(delta).join('') + blocks.close(end)
    },
    end: (billed, _, how) => blocks.close(end) + lastOf(billed, how) + named('message_stop'),
  }
}

function lastOf(billed: Billed, how: End): string {
  const output_tokens_details = { thinking_tokens: billed.reasoning }
  const usage = { ...inputSide(billed), output_tokens: billed.output, output_tokens_details }
  return named('message_delta', { delta: { stop_reason: reasons[how], stop_sequence: null }, usage })
}

function inputSide(billed: Billed) {
  return {
    input_tokens: billed.input - billed.cached - billed.written,
    cache_read_input_tokens: billed.cached,
    cache_creation_input_tokens: billed.written,
  }
}

function said({ system, messages }: Json): Said[] {
  const blocks = list(messages).flatMap(({ role, content }) =>
    (typeof content === 'string' ? [{ type: 'text', text: content }] : list(content)).map((block): Said => {
      if (block.type === 'tool_result') return { role: 'tool', text: wordsOf(block.content) }
      return { role: role as 'user' | 'assistant', text: wordsOf([block]) }
    }),
  )
  return [{ role: 'system', text: wordsOf(system) }, ...blocks]
}

export const anthropic: Format = {
  wire: 'anthropic',
  path: /\/v1\/messages$/,
  type: 'text/event-stream',
  writer,
  said,
}
