import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { signUp, type Api } from '../harness/api.ts'
import { ledgerFormats } from '../ledger/formats.ts'
import { dollarsOf, type Billed } from '../provider/billing/bill.ts'
import { promptOf, type BillScript } from '../provider/billing/script.ts'
import { startBilling, type BillingProvider } from '../provider/billing/server.ts'

let provider: BillingProvider
let ada: Api
let client: OpenAI
let made = 0

beforeAll(async () => {
  provider = await startBilling()
  ada = await signUp(inject('serverUrl'))
  for (const { key_name, provider: name, api, key = 'sk-of-the-tests', region, path } of ledgerFormats) {
    await ada.call('POST', '/keys', { provider: name, key_name, key, base_url: provider.url + path, api, region })
  }
  client = await clientWith({})
})
afterAll(() => provider.close())

async function clientWith(more: object): Promise<OpenAI> {
  const { token } = await ada.call<{ token: string }>('POST', '/tokens', { name: 'OpenAI', scopes: ['v1'], ...more })
  return new OpenAI({ apiKey: token, baseURL: `${inject('serverUrl')}/v1`, maxRetries: 0 })
}

const billed: Billed = { input: 1000, cached: 0, written: 0, output: 50, reasoning: 0 }

/** A question whose answer the provider knows. */
function question(more: Partial<BillScript> = {}) {
  const script = { id: `client-${++made}`, refusals: [], thoughts: 0, words: 3, gap: 0, tool: false, billed, ...more }
  provider.expect(script)
  return [{ role: 'user' as const, content: promptOf(script) }]
}
const tools = [
  {
    type: 'function' as const,
    function: { name: 'look_up', parameters: { type: 'object', properties: { word: { type: 'string' } } } },
  },
]

describe.each(ledgerFormats)('$key_name', ({ key_name, model: own, reasoning }) => {
  const model = `${key_name}/${own}`

  test('an answer, with what it took and cost', async () => {
    const answer = await client.chat.completions.create({ model, messages: question() })
    expect(answer.choices[0]).toMatchObject({
      message: { role: 'assistant', content: ' w0 w1 w2' },
      finish_reason: 'stop',
    })
    expect(answer.usage).toMatchObject({ prompt_tokens: 1000, completion_tokens: 50, total_tokens: 1050 })
    expect(answer.usage).toMatchObject({ cost_usd: dollarsOf(own, billed) })
  })

  test('a stream, put together by the client', async () => {
    const messages = question({ thoughts: reasoning ? 2 : 0, words: 30 })
    const stream = client.chat.completions.stream({ model, messages, stream_options: { include_usage: true } })
    const thoughts: string[] = []
    stream.on('chunk', (chunk) => {
      const delta = chunk.choices[0]?.delta as { reasoning_content?: string } | undefined
      if (delta?.reasoning_content) thoughts.push(delta.reasoning_content)
    })
    const answer = await stream.finalChatCompletion()
    expect(answer.choices[0]!.message.content).toBe(Array.from({ length: 30 }, (_, at) => ` w${at}`).join(''))
    expect(thoughts.join('')).toBe(reasoning ? ' t0 t1' : '')
    expect(answer.usage).toMatchObject({ prompt_tokens: 1000, completion_tokens: 50 })
  })

  test('a tool call, and the conversation after it', async () => {
    for (const streamed of [false, true]) {
      const messages = question({ tool: true })
      const first = streamed
        ? await client.chat.completions.stream({ model, messages, tools }).finalChatCompletion()
        : await client.chat.completions.create({ model, messages, tools })
      const { message, finish_reason } = first.choices[0]!
      expect(finish_reason).toBe('tool_calls')
      const [call] = message.tool_calls!
      if (call?.type !== 'function') throw new Error('no function was called')
      expect(call.function.name).toBe('look_up')
      expect(JSON.parse(call.function.arguments)).toEqual({ word: 'bill' })
      const told = { role: 'tool' as const, tool_call_id: call.id, content: '42' }
      const rest = [...messages, message, told, ...question()]
      const second = await client.chat.completions.create({ model, messages: rest, tools })
      expect(second.choices[0]).toMatchObject({ finish_reason: 'stop', message: { content: ' w0 w1 w2' } })
    }
  })

  test('an image', async () => {
    const text = question()[0]!.content
    const url =
      'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
    const content = [
      { type: 'image_url' as const, image_url: { url } },
      { type: 'text' as const, text },
    ]
    const answer = await client.chat.completions.create({ model, messages: [{ role: 'user', content }] })
    expect(answer.choices[0]!.message.content).toBe(' w0 w1 w2')
  })
})

test('the list of models, page by page as the client reads it, and one of them', async () => {
  const ids: string[] = []
  for await (const model of client.models.list()) ids.push(model.id)
  expect(ids).toEqual(expect.arrayContaining(['openai/gpt-4o', 'chat key/gpt-4o', 'custom/house-model', 'demo/demo']))
  expect(await client.models.retrieve('house key/house-model')).toMatchObject({ id: 'house key/house-model' })
})

test('embeddings, packed as the client asks for them and as plain numbers', async () => {
  for (const model of ['house key/some-embedding', 'openai/text-embedding-3-small', 'ollama key/nomic-embed-text']) {
    for (const encoding_format of [undefined, 'float', 'base64'] as const) {
      const answer = await client.embeddings.create({ model, input: ['abc', '@'], encoding_format })
      expect(answer.usage).toMatchObject({ prompt_tokens: 6, total_tokens: 6 })
      if (encoding_format === 'base64') continue
      expect(answer.data.map((one) => one.embedding)).toEqual([
        [97 / 128, 98 / 128, 99 / 128],
        [0.5, 0, 0],
      ])
    }
  }
  const { usage } = await client.embeddings.create({ model: 'openai/text-embedding-3-small', input: 'abc' })
  expect(usage).toMatchObject({ cost_usd: '0.000000060' })
})

describe('errors are the client’s own', () => {
  const ask = (asking: OpenAI, model: string, more: Partial<BillScript> = {}) =>
    asking.chat.completions.create({ model, messages: question(more) }).then(
      () => null,
      (error: unknown) => error,
    )

  test('by status', async () => {
    const model = 'house key/house-model'
    expect(await ask(client, 'house key/nothing')).toBeInstanceOf(OpenAI.APIError)
    expect(await ask(client, 'nobody/nothing')).toBeInstanceOf(OpenAI.NotFoundError)
    expect(await ask(client, model, { refusals: [429, 429, 429] })).toBeInstanceOf(OpenAI.RateLimitError)
    expect(await ask(client, model, { refusals: [500, 500, 500] })).toMatchObject({
      status: 502,
      code: 'provider_error',
    })
    expect(await ask(client, model, { refusals: [503, 429] })).toBeNull()
    const wrong = client.chat.completions.create({ model, messages: [] })
    await expect(wrong).rejects.toMatchObject({ status: 400, param: 'messages' })
    const stranger = new OpenAI({ apiKey: 'ew_wrong', baseURL: client.baseURL, maxRetries: 0 })
    expect(await ask(stranger, model)).toBeInstanceOf(OpenAI.AuthenticationError)
    const poor = await clientWith({ budget_usd: '0.000000001' })
    expect(await ask(poor, 'openai/gpt-4o')).toMatchObject({ status: 402, code: 'budget_exceeded' })
  })

  test('a budget of $0.01 is used and never passed, also by many at once', async () => {
    const poor = await clientWith({ name: 'Poor', budget_usd: 0.01 })
    const call = () => ask(poor, 'openai/gpt-4o', { billed: { ...billed, input: 15, output: 150 } })
    const ends: unknown[] = []
    for (let round = 0; round < 6; round++) ends.push(...(await Promise.all([call(), call(), call()])))
    const refused = ends.filter((end) => end !== null)
    expect(refused.length).toBeGreaterThan(3)
    for (const end of refused) expect(end).toMatchObject({ status: 402, code: 'budget_exceeded' })
    const { items } = await ada.call<{ items: { name: string; spent_usd: string }[] }>('GET', '/tokens')
    const spent = Number(items.find((token) => token.name === 'Poor')!.spent_usd)
    expect(spent).toBeGreaterThan(0.006)
    expect(spent).toBeLessThanOrEqual(0.01)
  })

  test('whoever breaks off a stream breaks it off at the provider', async () => {
    const messages = question({ words: 500, gap: 20 })
    const stream = await client.chat.completions.create({ model: 'ollama key/llama3', messages, stream: true })
    for await (const chunk of stream) if (chunk.choices[0]?.delta.content) break
    const id = `client-${made}`
    await expect.poll(() => provider.bill().find((row) => row.script === id)?.state, { timeout: 5_000 }).toBe('stopped')
    const estimated = async () =>
      (await ada.usage('model')).find((row) => row.group === 'ollama/llama3')?.estimated_calls
    await expect.poll(estimated, { timeout: 5_000 }).toBe(1)
  })
})
