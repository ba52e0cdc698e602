import { expect, test } from 'vitest'
import { bedrockBody } from './body.ts'
import { RefusedRequest } from '../failure/refused-request.ts'
import { asked, called, hi, tool } from '../testing/asked.ts'
import type { ModelRequest, PromptMessage } from '../wire.ts'

const sonnet = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0'
const inference = (model: string, options: ModelRequest['options']) =>
  bedrockBody(asked(model, { options })).inferenceConfig

test('takes what each family takes', () => {
  const both = { temperature: 1.5, top_p: 0.5 }
  expect(inference('amazon.nova-micro-v1:0', both)).toEqual({ temperature: 1, topP: 0.5 })
  expect(inference(sonnet, both)).toEqual({ temperature: 1 })
  expect(inference(sonnet, { top_p: 0.5 })).toEqual({ topP: 0.5 })
  expect(inference('us.anthropic.claude-opus-4-7', both)).toEqual({})
  expect(inference(sonnet, { ...both, reasoning: 'low' })).toEqual({})
})

test('a Nova is told of a tool no more than it reads', () => {
  const parameters = {
    $schema: 'x',
    type: 'object',
    additionalProperties: false,
    properties: { a: {} },
    required: ['a'],
  }
  const schema = (model: string) =>
    JSON.stringify(bedrockBody(asked(model, { tools: [{ ...tool, parameters }] })).toolConfig)
  expect(schema('amazon.nova-lite-v1:0')).toContain('{"type":"object","properties":{"a":{}},"required":["a"]}')
  expect(schema(sonnet)).toContain('additionalProperties')
})

test('most models want a user to speak last', () => {
  const messages: PromptMessage[] = [...hi, { role: 'assistant', content: 'It begins' }]
  const last = (model: string) => (bedrockBody(asked(model, { messages })).messages as { role: string }[]).at(-1)!.role
  expect([last('meta.llama4-scout'), last('us.anthropic.claude-sonnet-4-6')]).toEqual(['user', 'user'])
  expect([last('amazon.nova-lite-v1:0'), last(sonnet)]).toEqual(['assistant', 'assistant'])
})

test('each family thinks in its own words, or not at all', () => {
  const fields = (model: string, more: Partial<ModelRequest> = {}) =>
    bedrockBody(asked(model, { options: { reasoning: 'low' }, ...more })).additionalModelRequestFields
  expect(fields(sonnet)).toEqual({ thinking: { type: 'enabled', budget_tokens: 2048 } })
  expect(fields('anthropic.claude-opus-4-6-v1')).toEqual({
    thinking: { type: 'adaptive' },
    output_config: { effort: 'low' },
  })
  expect(fields('us.amazon.nova-2-lite-v1:0')).toEqual({
    reasoningConfig: { type: 'enabled', maxReasoningEffort: 'low' },
  })
  expect(fields('us.amazon.nova-2-lite-v1:0', { options: { reasoning: 'high', max_tokens: 500 } })).toEqual({
    reasoningConfig: { type: 'enabled', maxReasoningEffort: 'medium' },
  })
  expect(fields('openai.gpt-oss-120b-1:0')).toEqual({ reasoning_effort: 'low' })
  for (const model of ['anthropic.claude-3-haiku-20240307-v1:0', 'amazon.nova-pro-v1:0', 'meta.llama4-scout']) {
    expect(fields(model)).toBeUndefined()
  }
  expect(fields(sonnet, { tool_choice: 'required', tools: [tool] })).toBeUndefined()
  expect(fields(sonnet, { messages: called, tools: [tool] })).toBeUndefined()
  expect(fields(sonnet, { options: { reasoning: 'low', max_tokens: 1000 } })).toBeUndefined()
})

test('calls of another provider: plain ids, arguments that are objects, results that are not blank, tools that are named', () => {
  const { messages, toolConfig } = bedrockBody(asked('meta.llama4-scout', { messages: called })) as {
    messages: { content: { toolUse: { toolUseId: string } }[] }[]
    toolConfig: unknown
  }
  const { toolUseId } = messages[1]!.content[0]!.toolUse
  expect(toolUseId).toMatch(/^[\w-]{1,64}$/)
  expect(messages.slice(1)).toEqual([
    { role: 'assistant', content: [{ toolUse: { toolUseId, name: 'f', input: {} } }] },
    { role: 'user', content: [{ toolResult: { toolUseId, content: [{ text: '(nothing)' }] } }] },
  ])
  const toolSpec = { name: 'f', inputSchema: { json: tool.parameters } }
  expect(toolConfig).toEqual({ tools: [{ toolSpec }] })
})

test('user and assistant take turns, a user begins, and nothing is blank', () => {
  const messages: PromptMessage[] = [
    { role: 'assistant', content: 'Welcome' },
    { role: 'user', content: 'a' },
    { role: 'user', content: ' ' },
    { role: 'user', content: 'b' },
  ]
  expect(bedrockBody(asked('meta.llama4-scout', { messages })).messages).toEqual([
    { role: 'user', content: [{ text: '…' }] },
    { role: 'assistant', content: [{ text: 'Welcome' }] },
    { role: 'user', content: [{ text: 'a' }, { text: 'b' }] },
  ])
})

test('marks of what may be cached stand only where they are known, and where they pay', () => {
  const two: PromptMessage[] = [{ role: 'system', content: 'S' }, ...hi, { role: 'assistant', content: 'A' }, ...hi]
  const marks = (model: string, messages = two) =>
    JSON.stringify(bedrockBody(asked(model, { messages }))).split('cachePoint').length - 1
  expect(marks(sonnet)).toBe(3)
  expect(marks('amazon.nova-lite-v1:0')).toBe(3)
  expect(marks(sonnet, hi)).toBe(0)
  expect(marks('meta.llama4-scout')).toBe(0)
  expect(marks('anthropic.claude-3-5-sonnet-20240620-v1:0')).toBe(0)
  expect(marks('anthropic.claude-3-haiku-20240307-v1:0')).toBe(0)
})

test('none of the tools are named when none shall be called, but where calls stand already', () => {
  const config = (messages: PromptMessage[]) =>
    bedrockBody(asked(sonnet, { tools: [tool], tool_choice: 'none', messages })).toolConfig
  expect(config(hi)).toBeUndefined()
  expect(config(called)).toMatchObject({ tools: [{}] })
  expect(bedrockBody(asked(sonnet, { tools: [tool], tool_choice: 'required' }))).toMatchObject({
    toolConfig: { toolChoice: { any: {} } },
  })
})

test('JSON in words; to the letter only where the model can be held to it', () => {
  const schema = { type: 'object', properties: {}, additionalProperties: false }
  const format = { type: 'json_schema', name: 'n', schema, strict: true } as const
  const loose = bedrockBody(asked('meta.llama4-scout', { response_format: format }))
  expect(loose).toMatchObject({ system: [{ text: expect.stringContaining(JSON.stringify(schema)) }] })
  expect(loose.outputConfig).toBeUndefined()
  const strict = bedrockBody(asked(sonnet, { response_format: format }))
  expect(strict.system).toBeUndefined()
  expect(strict.outputConfig).toEqual({
    textFormat: { type: 'json_schema', structure: { jsonSchema: { name: 'n', schema: JSON.stringify(schema) } } },
  })
})

test('can’t be asked to fetch an image', () => {
  const content = [{ type: 'image_url', url: 'https://example.org/a.png' }] as const
  const request = asked('m', { messages: [{ role: 'user', content: [...content] }] })
  expect(() => bedrockBody(request)).toThrow(RefusedRequest)
  expect(() => bedrockBody(request)).toThrow('Bedrock')
})
