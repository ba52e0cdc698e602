import { expect, test } from 'vitest'
import { ollamaBody } from './body.ts'
import { RefusedRequest } from '../failure/refused-request.ts'
import { asked, hi, tool } from '../testing/asked.ts'
import type { ModelRequest, PromptMessage } from '../wire.ts'

const options = (more: Partial<ModelRequest>) => ollamaBody(asked('qwen3', more)).options

test('is told how much to read: the model’s window, or what the prompt needs, never more than 32,768', () => {
  const long = (chars: number): PromptMessage[] => [{ role: 'user', content: 'x'.repeat(chars) }]
  expect(options({ context_window: 4096 })).toEqual({ num_ctx: 4096 })
  expect(options({ context_window: 262_144 })).toEqual({ num_ctx: 32_768 })
  expect(options({})).toEqual({ num_ctx: 8192 })
  expect(options({ messages: long(30_000) })).toEqual({ num_ctx: 16_384 })
  expect(options({ messages: long(900_000) })).toEqual({ num_ctx: 32_768 })
})

test('thinks as it is asked to', () => {
  const think = (model: string, more: ModelRequest['options']) => ollamaBody(asked(model, { options: more })).think
  expect(think('qwen3', {})).toBeUndefined()
  expect(think('qwen3', { reasoning: 'low' })).toBe(true)
  expect(think('gpt-oss:20b', { reasoning: 'high' })).toBe('high')
  expect(think('qwen3', { max_tokens: 300 })).toBe(false)
})

test('formats and tools', () => {
  const schema = { type: 'object' }
  expect(ollamaBody(asked('m', { response_format: { type: 'json' } })).format).toBe('json')
  expect(ollamaBody(asked('m', { response_format: { type: 'json_schema', name: 'n', schema } })).format).toEqual(schema)
  expect(ollamaBody(asked('m', { tools: [tool], tool_choice: 'none' })).tools).toBeUndefined()
})

test('thoughts go back only within the turn that is under way', () => {
  const thought: PromptMessage = { role: 'assistant', content: 'A', reasoning: 'Hm' }
  const { messages } = ollamaBody(asked('m', { messages: [...hi, thought, ...hi, thought] }))
  expect(messages.map(({ thinking }) => thinking)).toEqual([undefined, undefined, undefined, 'Hm'])
})

test('can’t be asked to fetch an image', () => {
  const content = [{ type: 'image_url', url: 'https://example.org/a.png' }] as const
  const request = asked('m', { messages: [{ role: 'user', content: [...content] }] })
  expect(() => ollamaBody(request)).toThrow(RefusedRequest)
  expect(() => ollamaBody(request)).toThrow('Ollama')
})
