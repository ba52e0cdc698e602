import { named, type Format } from './format.ts'

export const responses = (): Format => {
  let text = ''
  let call: object | null = null
  const item = (output_index: number, one: object) => named('response.output_item.added', { output_index, item: one })
  const done = (output_index: number, one: object) => named('response.output_item.done', { output_index, item: one })
  let opened = false
  return {
    type: 'text/event-stream',
    begin: () => named('response.created', { response: { id: 'r', status: 'in_progress' } }),
    thought: (delta) => named('response.reasoning_summary_text.delta', { output_index: 0, summary_index: 0, delta }),
    word: (delta) => {
      text += delta
      const head = opened ? '' : item(1, { type: 'message', id: 'm', role: 'assistant', content: [] })
      opened = true
      return head + named('response.output_text.delta', { output_index: 1, content_index: 0, delta })
    },
    tool: (call_id, name, args) => {
      call = { type: 'function_call', id: 'f', call_id, name, arguments: args, status: 'completed' }
      return item(2, { ...call, arguments: '' }) + done(2, call)
    },
    end: (billed) => {
      const message = { type: 'message', id: 'm', role: 'assistant', content: [{ type: 'output_text', text }] }
      const usage = {
        input_tokens: billed.input,
        input_tokens_details: { cached_tokens: billed.cached },
        output_tokens: billed.output,
        output_tokens_details: { reasoning_tokens: billed.reasoning },
        total_tokens: billed.input + billed.output,
      }
      const response = { id: 'r', status: 'completed', output: [message, ...(call ? [call] : [])], usage }
      return named('response.completed', { response })
    },
  }
}
