import { expect, test } from 'vitest'
import { chatCompletions } from './chat-completions.ts'
import { provider, registry } from '../registry.ts'
import { readStream } from '../testing/read-stream.ts'
import type { ModelRequest, PromptMessage } from '../wire.ts'

const credentials = { api_key: 'k', base_url: 'https://models.example/v1', region: null }
const asked: ModelRequest = {
  model: 'm',
  messages: [{ role: 'user', content: 'hello' }],
  options: { temperature: 0, max_tokens: 5, reasoning: 'low' },
}

test('the request of the format', async () => {
  const request = chatCompletions().request(credentials, asked)
  expect(request).toMatchObject({
    url: 'https://models.example/v1/chat/completions',
    method: 'POST',
    redirect: 'manual',
  })
  expect(request.headers.get('authorization')).toBe('Bearer k')
  expect(await request.json()).toEqual({
    model: 'm',
    messages: asked.messages,
    stream: true,
    stream_options: { include_usage: true },
    temperature: 0,
    max_tokens: 5,
    reasoning_effort: 'low',
  })
})

test('a server without a key gets no authorization', () => {
  expect(
    chatCompletions()
      .request({ ...credentials, api_key: '' }, asked)
      .headers.has('authorization'),
  ).toBe(false)
})

test('what is not asked for is not sent, and nothing of ours beside role and content', async () => {
  const messages = [{ role: 'user', content: 'x', id: 'ours' } as ModelRequest['messages'][number]]
  const body = await chatCompletions().request(credentials, { model: 'm', messages, options: {} }).json()
  expect(Object.keys(body as object)).toEqual(['model', 'messages', 'stream', 'stream_options'])
  expect(body).toMatchObject({ messages: [{ role: 'user', content: 'x' }] })
})

test('OpenAI and OpenRouter have words of their own', async () => {
  expect(await (await registry.openai.wire.request(credentials, asked)).json()).toMatchObject({
    max_completion_tokens: 5,
  })
  expect(await (await registry.openrouter.wire.request(credentials, asked)).json()).toMatchObject({
    reasoning: { effort: 'low' },
  })
})

test('nobody answers to the name of a property that every object has', () => {
  expect(provider('constructor')).toBeUndefined()
  expect(provider('custom')?.needs_base_url).toBe(true)
})

test('a list of models, with what each server adds', () => {
  const { readModels } = chatCompletions()
  const openrouter = {
    id: 'a/b',
    name: 'B',
    context_length: 1000,
    architecture: { input_modalities: ['text', 'image'] },
    pricing: { prompt: '0.0000008', completion: '0.000004', input_cache_read: '0.00000008' },
    supported_parameters: ['tools', 'reasoning'],
    top_provider: { max_completion_tokens: 100 },
  }
  expect(readModels({ data: [openrouter, { id: 'auto', pricing: { prompt: '-1', completion: '-1' } }] })).toEqual([
    {
      id: 'a/b',
      name: 'B',
      context_window: 1000,
      max_output: 100,
      abilities: ['streaming', 'tools', 'vision', 'reasoning'],
      price: { input: 0.8, cached_read: 0.08, cache_write: null, output: 4 },
    },
    { id: 'auto', name: 'auto', context_window: null, max_output: null, abilities: ['streaming'], price: null },
  ])
  expect(
    readModels({ data: [{ id: 'x', max_model_len: 9 }, { id: 'x' }, { id: 'e', type: 'embedding' }] }),
  ).toHaveLength(1)
  expect(() => readModels({ error: 'no' })).toThrow()
})

const hello: PromptMessage = { role: 'user', content: 'hello' }
const image = { type: 'image', media_type: 'image/png', data: 'AAAA' } as const
type Body = Record<string, unknown> & { messages: Record<string, unknown>[] }

async function sent(fields: Partial<ModelRequest>, base_url = credentials.base_url): Promise<Body> {
  const request = { model: 'm', messages: [hello], options: {}, ...fields }
  return (await chatCompletions()
    .request({ ...credentials, base_url }, request)
    .json()) as Body
}

/** A turn whose answer thought in `field` and called two tools, one of which answered with an image. */
function called(field: string, after: PromptMessage[] = []): PromptMessage[] {
  const items = [{ [field]: 'hm' }]
  const tool_calls = [
    { id: 'call_1', name: 'f', arguments: '{"a":' },
    { id: 'call_2', name: 'g', arguments: '' },
  ]
  return [
    hello,
    { role: 'assistant', content: '', echo: { wire: 'chat', model: 'm', items }, tool_calls },
    { role: 'tool', tool_call_id: 'call_1', name: 'f', content: [image] },
    { role: 'tool', tool_call_id: 'call_2', name: 'g', content: 'no', is_error: true },
    ...after,
  ]
}

test('images of results follow after the last result', async () => {
  const { messages } = await sent({ messages: called('reasoning') })
  expect(messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'tool', 'tool', 'user'])
  expect(messages[1]).toMatchObject({ content: null, tool_calls: [{ function: { arguments: '{}' } }, {}] })
  expect(messages[3]).toMatchObject({ content: 'Error: no' })
  expect(messages[4]!.content).toEqual([
    { type: 'text', text: 'Image from f:' },
    { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
  ])
})

test('thoughts go back under the name they came by while their tools are at work, and not after it', async () => {
  for (const field of ['reasoning_content', 'reasoning']) {
    expect((await sent({ messages: called(field) })).messages[1]).toMatchObject({ [field]: 'hm' })
    expect((await sent({ messages: called(field, [hello]) })).messages[1]).not.toHaveProperty(field)
    expect((await sent({ messages: called(field), model: 'another' })).messages[1]).not.toHaveProperty(field)
  }
})

test('the details of OpenRouter are put together from their pieces', async () => {
  const details = [
    { type: 'reasoning.text', text: 'Let ', format: 'anthropic-claude-v1', index: 0 },
    { type: 'reasoning.text', text: 'us', index: 0, signature: null },
    { type: 'reasoning.text', signature: 'c2ln', index: 0 },
    { type: 'reasoning.encrypted', data: 'eA==', id: 'a', index: 1 },
    { type: 'reasoning.encrypted', data: 'eQ==', id: 'b', index: 1 },
  ]
  const chunks = details.map((detail) => ({ choices: [{ delta: { reasoning_details: [detail] } }] }))
  const body = [...chunks, { choices: [{ delta: { content: 'ok' }, finish_reason: 'stop' }] }]
  const bytes = new TextEncoder().encode(body.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join(''))
  expect(readStream(chatCompletions().reader(), bytes, []).echo).toEqual([
    { type: 'reasoning.text', text: 'Let us', format: 'anthropic-claude-v1', index: 0, signature: 'c2ln' },
    { type: 'reasoning.encrypted', data: 'eA==', id: 'a', index: 1 },
    { type: 'reasoning.encrypted', data: 'eQ==', id: 'b', index: 1 },
  ])
})

test('an address tells the dialect: Mistral’s ids and fields, an Azure model that reasons, DeepSeek’s switch', async () => {
  const mistral = await sent({ messages: called('reasoning') }, 'https://api.mistral.ai/v1')
  expect(mistral.stream_options).toBeUndefined()
  const [call, result] = [mistral.messages[1]!.tool_calls as { id: string }[], mistral.messages[2]!]
  expect(call[0]!.id).toMatch(/^[a-z0-9]{9}$/)
  expect(result.tool_call_id).toBe(call[0]!.id)
  expect(call[1]!.id).not.toBe(call[0]!.id)
  const roles = ['user', 'assistant', 'tool', 'tool', 'assistant', 'user']
  expect(mistral.messages.map(({ role }) => role)).toEqual(roles)
  const options = { temperature: 0.1, max_tokens: 9, reasoning: 'low', stop: ['x'] } as ModelRequest['options']
  const azure = await sent({ model: 'o4-mini', options }, 'https://me.openai.azure.com/openai/v1')
  expect(azure).toMatchObject({ max_completion_tokens: 9, reasoning_effort: 'low' })
  expect(azure.temperature ?? azure.stop).toBeUndefined()
  expect(await sent({ options }, 'https://api.deepseek.com/v1')).toMatchObject({ thinking: { type: 'enabled' } })
  expect(await sent({ model: 'o4-mini', options })).toMatchObject({ temperature: 0.1, stop: ['x'], max_tokens: 9 })
})

test.each([
  ['api.x.ai', 'grok-3-mini', { reasoning_effort: 'low' }],
  ['api.x.ai', 'grok-4-fast-reasoning', {}],
  ['api.x.ai', 'grok-code-fast-1', {}],
  ['api.x.ai', 'grok-4.20-reasoning', {}],
  ['api.x.ai', 'grok-4.3', { reasoning_effort: 'medium' }],
  ['api.x.ai', 'grok-3', { stop: ['x'] }],
  ['api.groq.com', 'openai/gpt-oss-120b', { reasoning_effort: 'medium', stop: ['x'] }],
  ['api.groq.com', 'qwen/qwen3-32b', { reasoning_effort: 'default', stop: ['x'] }],
  ['api.groq.com', 'llama-3.3-70b-versatile', { stop: ['x'] }],
  ['api.mistral.ai', 'mistral-small-latest', { reasoning_effort: 'high', stop: ['x'] }],
  ['api.mistral.ai', 'magistral-medium-latest', { stop: ['x'] }],
  ['dashscope-intl.aliyuncs.com', 'qwen-plus', { enable_thinking: true, stop: ['x'] }],
  ['models.github.ai', 'openai/gpt-5-mini', { max_completion_tokens: 9, reasoning_effort: 'medium' }],
  ['models.github.ai', 'meta/llama-4', { max_tokens: 9, reasoning_effort: 'medium', stop: ['x'] }],
])('%s is asked of %s what it accepts: %j', async (host, model, right) => {
  const options = { max_tokens: 9, reasoning: 'medium', stop: ['x'] } as ModelRequest['options']
  const { messages, stream, stream_options, ...rest } = await sent({ model, options }, `https://${host}/v1`)
  expect([messages.length, stream, stream_options !== undefined]).toEqual([1, true, host !== 'api.mistral.ai'])
  expect(rest).toEqual({ model, ...('max_completion_tokens' in right ? {} : { max_tokens: 9 }), ...right })
})

test('an id that another provider made longer than OpenAI takes is shortened, in the call and in its result', async () => {
  const [one, two] = ['a', 'b'].map((last) => `call_019aa6b0-0000-7000-8000-00000000000${last}`) as [string, string]
  const messages: PromptMessage[] = [
    hello,
    { role: 'assistant', content: '', tool_calls: [one, two].map((id) => ({ id, name: 'f', arguments: '{}' })) },
    { role: 'tool', tool_call_id: one, name: 'f', content: '1' },
    { role: 'tool', tool_call_id: two, name: 'f', content: '2' },
  ]
  const body = await sent({ messages }, 'https://api.openai.com/v1')
  const ids = (body.messages[1]!.tool_calls as { id: string }[]).map(({ id }) => id)
  expect(body.messages.slice(2).map(({ tool_call_id }) => tool_call_id)).toEqual(ids)
  expect(ids.map((id) => id.length)).toEqual([40, 40])
  expect(ids[0]).not.toBe(ids[1])
})

test('OpenRouter marks the prompt of a Claude for its cache, and nobody else’s', async () => {
  const messages: PromptMessage[] = [{ role: 'system', content: 's' }, hello]
  const marks = async (model: string) => {
    const body = await registry.openrouter.wire.request(credentials, { model, messages, options: {} })
    return (await body.text()).split('cache_control').length - 1
  }
  expect(await marks('anthropic/claude-sonnet-4.5')).toBe(2)
  expect(await marks('openai/gpt-4o')).toBe(0)
})

test('OpenAI lists all it has: what doesn’t chat is left out, what is known of the rest is told', () => {
  const ids = [
    'gpt-4o',
    'gpt-5.2',
    'o3-mini',
    'gpt-3.5-turbo',
    'my-own',
    'whisper-1',
    'text-embedding-3-small',
    'gpt-4o-transcribe',
  ]
  const models = chatCompletions().readModels({ data: ids.map((id) => ({ id, object: 'model' })) })
  expect(Object.fromEntries(models.map(({ id, abilities }) => [id, abilities.slice(1)]))).toEqual({
    'gpt-4o': ['tools', 'vision'],
    'gpt-5.2': ['tools', 'vision', 'reasoning'],
    'o3-mini': ['tools', 'reasoning'],
    'gpt-3.5-turbo': ['tools'],
    'my-own': [],
  })
})
