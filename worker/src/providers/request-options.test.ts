import { describe, expect, test } from 'vitest'
import { bedrockBody } from './bedrock/body.ts'
import { geminiBody } from './gemini/body.ts'
import { ollamaBody } from './ollama/body.ts'
import { RefusedRequest } from './failure/refused-request.ts'
import type { ModelRequest, PromptMessage, ToolDefinition } from './wire.ts'

const hi: PromptMessage[] = [{ role: 'user', content: 'Hi' }]
const asked = (model: string, more: Partial<ModelRequest> = {}): ModelRequest => ({
  model,
  messages: hi,
  options: {},
  ...more,
})
const tool: ToolDefinition = { name: 'f', description: '', parameters: { type: 'object', properties: {} } }
const called: PromptMessage[] = [
  ...hi,
  { role: 'assistant', content: '', tool_calls: [{ id: 'a|b', name: 'f', arguments: '{"cut' }] },
  { role: 'tool', tool_call_id: 'a|b', name: 'f', content: '' },
]

describe('Gemini', () => {
  const thinking = (model: string, options: ModelRequest['options']) => {
    const { generationConfig } = geminiBody(asked(model, { options }))
    return generationConfig.thinkingConfig
  }

  test('a limit of tokens leaves room beside the thoughts', () => {
    expect(thinking('gemini-2.5-flash', { reasoning: 'high' })).toEqual({
      includeThoughts: true,
      thinkingBudget: 24_576,
    })
    expect(thinking('gemini-2.5-flash', { reasoning: 'high', max_tokens: 4000 })).toMatchObject({
      thinkingBudget: 3200,
    })
    expect(thinking('gemini-2.5-flash', { reasoning: 'low', max_tokens: 10 })).toMatchObject({ thinkingBudget: 512 })
  })

  test('unasked, a model that thinks shows it, and hardly thinks where the answer is short', () => {
    expect(thinking('gemini-2.5-pro', {})).toEqual({ includeThoughts: true })
    expect(thinking('gemini-2.5-pro', { max_tokens: 300 })).toEqual({ thinkingBudget: 128 })
    expect(thinking('gemini-2.5-flash', { max_tokens: 300 })).toEqual({ thinkingBudget: 0 })
    expect(thinking('gemini-3-flash-preview', { max_tokens: 300 })).toEqual({ thinkingLevel: 'minimal' })
    for (const model of ['gemini-3.1-pro-preview', 'gemini-3.8-flash', 'gemini-flash-latest']) {
      expect(thinking(model, { max_tokens: 300 })).toEqual({ thinkingLevel: 'low' })
    }
    expect(thinking('gemini-3.1-flash-lite', { max_tokens: 300 })).toEqual({ thinkingLevel: 'minimal' })
    expect(thinking('gemini-3.1-pro-preview', { reasoning: 'medium' })).toMatchObject({ thinkingLevel: 'medium' })
    for (const model of ['gemini-2.0-flash', 'gemma-3-27b-it', 'gemini-2.5-flash-image']) {
      expect(thinking(model, { max_tokens: 300 })).toBeUndefined()
    }
  })

  test('a schema loses words about it, and keeps properties of the same name', () => {
    const parameters = {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      properties: { $comment: { type: 'string', examples: ['a'], default: { examples: 1 } } },
    }
    const { tools } = geminiBody(asked('gemini-2.5-pro', { tools: [{ ...tool, parameters }] })) as {
      tools: { functionDeclarations: { parametersJsonSchema: unknown }[] }[]
    }
    expect(tools[0]!.functionDeclarations[0]!.parametersJsonSchema).toEqual({
      type: 'object',
      properties: { $comment: { type: 'string', default: { examples: 1 } } },
    })
  })

  test.each([
    ['auto', { mode: 'AUTO' }],
    ['none', { mode: 'NONE' }],
    ['required', { mode: 'ANY' }],
    [{ name: 'f' }, { mode: 'ANY', allowedFunctionNames: ['f'] }],
  ] as const)('tools: %o', (tool_choice, functionCallingConfig) => {
    expect(geminiBody(asked('gemini-2.5-pro', { tools: [tool], tool_choice }))).toMatchObject({
      toolConfig: { functionCallingConfig },
    })
  })

  test('JSON of any kind, or of a schema', () => {
    const json = { responseMimeType: 'application/json' }
    const config = (response_format: ModelRequest['response_format']) =>
      geminiBody(asked('gemini-2.0-flash', { response_format })).generationConfig
    expect(config({ type: 'json' })).toEqual(json)
    const schema = { type: 'object' }
    expect(config({ type: 'json_schema', name: 'n', schema })).toEqual({ ...json, responseJsonSchema: schema })
  })

  test('JSON beside tools is an option since Gemini 3, before it words', () => {
    const more = { tools: [tool], response_format: { type: 'json' as const } }
    const older = geminiBody(asked('gemini-2.5-flash', more))
    expect(older).toMatchObject({ systemInstruction: { parts: [{ text: expect.stringContaining('JSON') }] } })
    expect(older.generationConfig.responseMimeType).toBeUndefined()
    const newer = geminiBody(asked('gemini-3-flash-preview', more))
    expect(newer.systemInstruction).toBeUndefined()
    expect(newer.generationConfig).toMatchObject({ responseMimeType: 'application/json' })
  })
})

describe('Bedrock', () => {
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
    const last = (model: string) =>
      (bedrockBody(asked(model, { messages })).messages as { role: string }[]).at(-1)!.role
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
})

describe('Ollama', () => {
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
    expect(ollamaBody(asked('m', { response_format: { type: 'json_schema', name: 'n', schema } })).format).toEqual(
      schema,
    )
    expect(ollamaBody(asked('m', { tools: [tool], tool_choice: 'none' })).tools).toBeUndefined()
  })

  test('thoughts go back only within the turn that is under way', () => {
    const thought: PromptMessage = { role: 'assistant', content: 'A', reasoning: 'Hm' }
    const { messages } = ollamaBody(asked('m', { messages: [...hi, thought, ...hi, thought] }))
    expect(messages.map(({ thinking }) => thinking)).toEqual([undefined, undefined, undefined, 'Hm'])
  })
})

test.each([
  ['Bedrock', bedrockBody],
  ['Ollama', ollamaBody],
])('%s can’t be asked to fetch an image', (name, body) => {
  const content = [{ type: 'image_url', url: 'https://example.org/a.png' }] as const
  const request = asked('m', { messages: [{ role: 'user', content: [...content] }] })
  expect(() => body(request)).toThrow(RefusedRequest)
  expect(() => body(request)).toThrow(name)
})
