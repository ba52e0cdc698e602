import { asObject, list, wordsOf, type Format, type Json, type Said, type Writer } from './format.ts'

const line = (message: object, more: object = { done: false }) =>
  `${JSON.stringify({ model: 'm', created_at: '2026-01-01T00:00:00Z', message: { role: 'assistant', content: '', ...message }, ...more })}\n`

function writer(): Writer {
  let calls = 0
  return {
    begin: () => '',
    thought: (thinking) => line({ thinking }),
    sign: () => '',
    word: (content) => line({ content }),
    tool: ({ id, name, arguments: args }) =>
      line({
        tool_calls: [{ ...(id !== null && { id }), function: { index: calls++, name, arguments: asObject(args) } }],
      }),
    end: (billed, _, how) => {
      const done_reason = how === 'length' ? 'length' : 'stop'
      return line({}, { done: true, done_reason, prompt_eval_count: billed.input, eval_count: billed.output })
    },
  }
}

function said({ messages }: Json): Said[] {
  return list(messages).map(({ role, content }) => ({ role: role as Said['role'], text: wordsOf(content) }))
}

export const ollama: Format = { wire: 'ollama', path: /\/api\/chat$/, type: 'application/x-ndjson', writer, said }
