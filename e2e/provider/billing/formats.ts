import { event } from '../../../worker/src/providers/testing/event-stream-frames.ts'
import { anthropic } from './anthropic-format.ts'
import { sse, type Format } from './format.ts'
import { responses } from './responses-format.ts'

const chunk = (delta: object, finish_reason: string | null = null) =>
  sse({ id: 'c', object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason }] })

function chat(withCost: boolean): () => Format {
  return () => ({
    type: 'text/event-stream',
    begin: () => chunk({ role: 'assistant', content: '' }),
    thought: (text) => chunk(withCost ? { reasoning: text } : { reasoning_content: text }),
    word: (text) => chunk({ content: text }),
    tool: (id, name, args) =>
      chunk({ tool_calls: [{ index: 0, id, type: 'function', function: { name, arguments: args } }] }),
    end: (billed, dollars, tool) => {
      const usage = {
        prompt_tokens: billed.input,
        completion_tokens: billed.output,
        total_tokens: billed.input + billed.output,
        prompt_tokens_details: { cached_tokens: billed.cached, cache_write_tokens: billed.written },
        completion_tokens_details: { reasoning_tokens: billed.reasoning },
        ...(withCost ? { cost: Number(dollars) } : {}),
      }
      return `${chunk({}, tool ? 'tool_calls' : 'stop')}${sse({ id: 'c', choices: [], usage })}data: [DONE]\n\n`
    },
  })
}

const gemini = (): Format => {
  const parts = (all: object[], more: object = {}) =>
    `data: ${JSON.stringify({ candidates: [{ index: 0, content: { role: 'model', parts: all }, ...more }] })}\r\n\r\n`
  return {
    type: 'text/event-stream',
    begin: () => '',
    thought: (text) => parts([{ text, thought: true }]),
    word: (text) => parts([{ text }]),
    tool: (_, name, args) => parts([{ functionCall: { name, args: JSON.parse(args) } }]),
    end: (billed) => {
      const usageMetadata = {
        promptTokenCount: billed.input,
        cachedContentTokenCount: billed.cached,
        candidatesTokenCount: billed.output - billed.reasoning,
        thoughtsTokenCount: billed.reasoning,
        totalTokenCount: billed.input + billed.output,
      }
      const last = {
        candidates: [{ index: 0, content: { role: 'model', parts: [{ text: '' }] }, finishReason: 'STOP' }],
        usageMetadata,
      }
      return `data: ${JSON.stringify(last)}\r\n\r\n`
    },
  }
}

const bedrock = (): Format => {
  let contentBlockIndex = 0
  const delta = (one: object) => event('contentBlockDelta', { contentBlockIndex, delta: one })
  return {
    type: 'application/vnd.amazon.eventstream',
    begin: () => event('messageStart', { role: 'assistant' }),
    thought: (text) => delta({ reasoningContent: { text } }),
    word: (text) => {
      contentBlockIndex = 1
      return delta({ text })
    },
    tool: (toolUseId, name, input) => {
      contentBlockIndex = 2
      const start = event('contentBlockStart', { contentBlockIndex, start: { toolUse: { toolUseId, name } } })
      return Buffer.concat([start, delta({ toolUse: { input } }), event('contentBlockStop', { contentBlockIndex })])
    },
    end: (billed, _, tool) => {
      const usage = {
        inputTokens: billed.input - billed.cached - billed.written,
        cacheReadInputTokens: billed.cached,
        cacheWriteInputTokens: billed.written,
        outputTokens: billed.output,
        totalTokens: billed.input + billed.output,
      }
      const stop = event('messageStop', { stopReason: tool ? 'tool_use' : 'end_turn' })
      return Buffer.concat([stop, event('metadata', { usage, metrics: { latencyMs: 1 } })])
    },
  }
}

const ollama = (): Format => {
  const line = (message: object, more: object = { done: false }) =>
    `${JSON.stringify({ model: 'm', created_at: '2026-01-01T00:00:00Z', message: { role: 'assistant', content: '', ...message }, ...more })}\n`
  return {
    type: 'application/x-ndjson',
    begin: () => '',
    thought: (thinking) => line({ thinking }),
    word: (content) => line({ content }),
    tool: (_, name, args) => line({ tool_calls: [{ function: { index: 0, name, arguments: JSON.parse(args) } }] }),
    end: (billed) =>
      line({}, { done: true, done_reason: 'stop', prompt_eval_count: billed.input, eval_count: billed.output }),
  }
}

/** By the path that a provider is asked at. */
export const formats: [RegExp, () => Format][] = [
  [/^\/openrouter\/chat\/completions$/, chat(true)],
  [/\/chat\/completions$/, chat(false)],
  [/\/responses$/, responses],
  [/\/v1\/messages$/, anthropic],
  [/:streamGenerateContent$/, gemini],
  [/\/converse-stream$/, bedrock],
  [/\/api\/chat$/, ollama],
]
