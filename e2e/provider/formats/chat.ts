import { list, pieces, SIGNATURE, sse, wordsOf, type Format, type Json, type Said, type Writer } from './format.ts'

const chunk = (delta: object, finish_reason: string | null = null) =>
  sse({ id: 'c', object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason }] })

/** OpenRouter thinks in a field of its own, signs it, and says what an answer cost. */
function writer(isOpenRouter: boolean): Writer {
  let calls = 0
  return {
    begin: () => chunk({ role: 'assistant', content: '' }),
    thought: (text) => chunk(isOpenRouter ? { reasoning: text } : { reasoning_content: text }),
    sign: () => {
      const detail = { type: 'reasoning.encrypted', data: SIGNATURE, format: 'openai-responses-v1', index: 0 }
      return isOpenRouter ? chunk({ reasoning_details: [detail] }) : ''
    },
    word: (text) => chunk({ content: text }),
    tool: ({ id, name, arguments: args }) => {
      const index = calls++
      const begun = { index, ...(id !== null && { id }), type: 'function', function: { name, arguments: '' } }
      const rest = pieces(args).map((piece) => chunk({ tool_calls: [{ index, function: { arguments: piece } }] }))
      return chunk({ tool_calls: [begun] }) + rest.join('')
    },
    end: (billed, dollars, how) => {
      const usage = {
        prompt_tokens: billed.input,
        completion_tokens: billed.output,
        total_tokens: billed.input + billed.output,
        prompt_tokens_details: { cached_tokens: billed.cached, cache_write_tokens: billed.written },
        completion_tokens_details: { reasoning_tokens: billed.reasoning },
        ...(isOpenRouter && { cost: Number(dollars) }),
      }
      return `${chunk({}, how)}${sse({ id: 'c', choices: [], usage })}data: [DONE]\n\n`
    },
  }
}

function said({ messages }: Json): Said[] {
  return list(messages).map(({ role, content }) => ({ role: role as Said['role'], text: wordsOf(content) }))
}

const type = 'text/event-stream'
export const chat: Format = { wire: 'chat', path: /\/chat\/completions$/, type, writer: () => writer(false), said }
export const openRouter: Format = { ...chat, path: /^\/openrouter\/chat\/completions$/, writer: () => writer(true) }
