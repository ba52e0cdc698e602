import { describe, expect, test } from 'vitest'
import { anthropic } from './anthropic.ts'
import { claudeLimits } from '../claude/claude.ts'
import type { Echo, ModelRequest, PromptMessage } from '../wire.ts'

const credentials = { api_key: 'k', base_url: 'https://api.anthropic.com', region: null }
const hello: PromptMessage = { role: 'user', content: 'hello' }

interface Body extends Record<string, unknown> {
  messages: { role: string; content: Record<string, unknown>[] }[]
}
async function body(fields: Partial<ModelRequest>): Promise<Body> {
  const request = { model: 'claude-sonnet-4-5', messages: [hello], options: {}, ...fields }
  return (await anthropic().request(credentials, request).json()) as Body
}

test('the least that is sent', async () => {
  expect(await body({})).toEqual({
    model: 'claude-sonnet-4-5',
    max_tokens: 16_384,
    messages: [{ role: 'user', content: [{ type: 'text', text: 'hello' }] }],
    stream: true,
  })
})

test.each<[string, Partial<ModelRequest>, { max_tokens: number; budget_tokens: number }]>([
  ['claude-3-haiku-20240307', {}, { max_tokens: 4096, budget_tokens: 0 }],
  ['claude-3-5-sonnet-20241022', { options: { max_tokens: 100_000 } }, { max_tokens: 8192, budget_tokens: 0 }],
  ['claude-sonnet-4-5', { max_output: 1000 }, { max_tokens: 1000, budget_tokens: 0 }],
  ['claude-sonnet-4-5', { options: { reasoning: 'low' } }, { max_tokens: 18_432, budget_tokens: 2048 }],
  [
    'claude-sonnet-4-5',
    { options: { reasoning: 'high', max_tokens: 2000 } },
    { max_tokens: 2000, budget_tokens: 1600 },
  ],
  ['claude-sonnet-4-5', { options: { reasoning: 'high', max_tokens: 1200 } }, { max_tokens: 1200, budget_tokens: 0 }],
  ['a-model-of-others', { options: { reasoning: 'low' } }, { max_tokens: 10_240, budget_tokens: 2048 }],
])('%s with %j may write %j', (model, fields, limits) => {
  expect(claudeLimits({ model, messages: [hello], options: {}, ...fields }, true)).toEqual(limits)
})

describe('thinking', () => {
  const options = { reasoning: 'medium', temperature: 0.3, top_p: 0.99 } as const

  test.each([
    ['claude-3-5-haiku-20241022', undefined, undefined],
    ['claude-3-7-sonnet-20250219', { type: 'enabled', budget_tokens: 8192 }, undefined],
    ['claude-opus-4-6', { type: 'adaptive' }, { effort: 'medium' }],
    ['claude-opus-4-7', { type: 'adaptive', display: 'summarized' }, { effort: 'medium' }],
    ['claude-sonnet-5', { type: 'adaptive', display: 'summarized' }, { effort: 'medium' }],
  ])('of %s', async (model, thinking, output_config) => {
    const sent = await body({ model, options })
    expect(sent.thinking).toEqual(thinking)
    expect(sent.output_config).toEqual(output_config)
    if (thinking) expect(sent.temperature).toBeUndefined()
  })

  test('goes on in a turn whose later step called without thoughts', async () => {
    const items = [{ type: 'thinking', thinking: 'Hm.', signature: 's' }]
    const step = (id: string, echo?: Echo): PromptMessage[] => [
      { role: 'assistant', content: '', tool_calls: [{ id, name: 'f', arguments: '' }], ...(echo && { echo }) },
      { role: 'tool', tool_call_id: id, name: 'f', content: 'done' },
    ]
    const model = 'claude-sonnet-4-5-20250929'
    const messages = [hello, ...step('a', { wire: 'anthropic', model, items }), ...step('b')]
    expect((await body({ model, messages, options })).thinking).toBeDefined()
  })

  test('waits for a turn of its own where another model called the tools, and where a tool is forced', async () => {
    const called: PromptMessage[] = [
      hello,
      { role: 'assistant', content: '', tool_calls: [{ id: 'a', name: 'f', arguments: '' }] },
      { role: 'tool', tool_call_id: 'a', name: 'f', content: 'done' },
    ]
    expect((await body({ messages: called, options })).thinking).toBeUndefined()
    expect((await body({ messages: [...called, hello], options })).thinking).toBeDefined()
    const tools = [{ name: 'f', description: '', parameters: {} }]
    expect((await body({ options, tools, tool_choice: 'required' })).thinking).toBeUndefined()
  })
})

test('of temperature and top_p the newest take none, others one', async () => {
  const options = { temperature: 1.5, top_p: 0.5 }
  const sampling = async (model: string) => {
    const { temperature, top_p } = await body({ model, options })
    return { temperature, top_p }
  }
  expect(await sampling('claude-sonnet-4-5')).toEqual({ temperature: 1, top_p: undefined })
  expect(await sampling('claude-opus-4-7')).toEqual({ temperature: undefined, top_p: undefined })
  expect((await body({ options: { top_p: 0.5 } })).top_p).toBe(0.5)
})

test('messages of one role are one, blank text is none, a user begins', async () => {
  const { messages } = await body({
    messages: [
      { role: 'assistant', content: 'I began.' },
      { role: 'user', content: '  ' },
      { role: 'user', content: 'a' },
      { role: 'user', content: 'b' },
      { role: 'assistant', content: 'and then ' },
    ],
  })
  expect(messages.map(({ role, content }) => [role, content.map(({ text }) => text)])).toEqual([
    ['user', ['…']],
    ['assistant', ['I began.']],
    ['user', ['a', 'b']],
    ['assistant', ['and then']],
  ])
})

test('ids of others become plain ones, for call and result alike; arguments that were cut become none', async () => {
  const id = 'functions.get:0'
  const { messages } = await body({
    messages: [
      hello,
      { role: 'assistant', content: '', tool_calls: [{ id, name: 'f', arguments: '{"a":' }] },
      { role: 'tool', tool_call_id: id, name: 'f', content: '', is_error: true },
    ],
  })
  const call = messages[1]!.content[0]!
  expect(call).toMatchObject({ type: 'tool_use', input: {} })
  expect(call.id).toMatch(/^[\w-]+$/)
  expect(messages[2]!.content[0]).toMatchObject({ type: 'tool_result', tool_use_id: call.id, is_error: true })
})

test('a conversation that called tools names them though none are offered now', async () => {
  const messages: PromptMessage[] = [
    hello,
    { role: 'assistant', content: '', tool_calls: [{ id: 'a', name: 'f', arguments: '' }] },
    { role: 'tool', tool_call_id: 'a', name: 'f', content: 'x' },
  ]
  expect(await body({ messages })).toMatchObject({ tools: [{ name: 'f' }], tool_choice: { type: 'none' } })
})

test.each([
  ['auto', undefined, { type: 'auto' }],
  ['none', undefined, { type: 'none' }],
  ['required', false, { type: 'any', disable_parallel_tool_use: true }],
  [{ name: 'f' }, undefined, { type: 'tool', name: 'f' }],
  [undefined, false, { type: 'auto', disable_parallel_tool_use: true }],
  [undefined, true, undefined],
] as const)('tool choice %j, parallel %j', async (tool_choice, parallel_tool_calls, sent) => {
  const tools = [{ name: 'f', description: 'd', parameters: { type: 'object' } }]
  expect((await body({ tools, tool_choice, parallel_tool_calls })).tool_choice).toEqual(sent)
})

test('JSON by the provider’s own means where it has them, in words elsewhere', async () => {
  const response_format = { type: 'json_schema', name: 'x', schema: { type: 'object' }, strict: true } as const
  expect(await body({ response_format })).toMatchObject({
    output_config: { format: { type: 'json_schema', schema: { type: 'object' } } },
  })
  const older = await body({ response_format, model: 'claude-3-7-sonnet-20250219' })
  expect(older.output_config).toBeUndefined()
  expect(JSON.stringify(older.system)).toContain('JSON schema')
})

test('never more than four marks for the cache, and none for a single question', async () => {
  const tools = [{ name: 'f', description: '', parameters: {} }]
  const long: PromptMessage[] = Array.from({ length: 9 }, (_, index) => ({
    role: index % 2 ? 'assistant' : 'user',
    content: 'x',
  }))
  const marks = (sent: unknown) => JSON.stringify(sent).split('cache_control').length - 1
  expect(marks(await body({ messages: [{ role: 'system', content: 's' }, ...long], tools }))).toBe(4)
  expect(marks(await body({ messages: [{ role: 'system', content: 's' }, hello] }))).toBe(0)
})

test('the list of models', () => {
  const { readModels, models } = anthropic()
  expect(models(credentials).url).toBe('https://api.anthropic.com/v1/models?limit=1000')
  const data = [
    { type: 'model', id: 'claude-3-5-haiku-20241022', display_name: 'Claude Haiku 3.5' },
    {
      id: 'claude-opus-4-7',
      max_input_tokens: 1_000_000,
      max_tokens: 128_000,
      capabilities: { image_input: { supported: true }, thinking: { supported: true } },
    },
  ]
  expect(readModels({ data })).toMatchObject([
    { name: 'Claude Haiku 3.5', context_window: null, abilities: ['streaming', 'tools', 'vision'] },
    {
      id: 'claude-opus-4-7',
      context_window: 1_000_000,
      max_output: 128_000,
      abilities: ['streaming', 'tools', 'vision', 'reasoning'],
    },
  ])
  expect(() => readModels({ error: 'no' })).toThrow()
})
