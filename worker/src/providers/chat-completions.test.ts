import { expect, test } from 'vitest'
import { chatCompletions } from './chat-completions.ts'
import { provider, registry } from './registry.ts'
import type { ModelRequest } from './wire.ts'

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
  expect(await (await registry.openai!.wire.request(credentials, asked)).json()).toMatchObject({
    max_completion_tokens: 5,
  })
  expect(await (await registry.openrouter!.wire.request(credentials, asked)).json()).toMatchObject({
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
