import { beforeAll, describe, expect, test } from 'vitest'
import { chatCompletions } from '../chat-completions/chat-completions.ts'
import { ollama } from './ollama.ts'
import { readStream, type WholeAnswer } from '../testing/read-stream.ts'
import type { Credentials, ModelRequest, WireFormat } from '../wire.ts'

const home = 'http://127.0.0.1:11434'
const model = 'gemma3:270m'
const native: Credentials = { api_key: '', base_url: home, region: null }
const compatible: Credentials = { ...native, base_url: `${home}/v1` }

const there = await fetch(`${home}/api/tags`, { signal: AbortSignal.timeout(2000) })
  .then(async (response) => JSON.stringify(await response.json()).includes(model))
  .catch(() => false)
if (!there) console.log(`no Ollama with ${model} at ${home}: no real answers are read`)

async function answer(
  wire: WireFormat,
  credentials: Credentials,
  more: Partial<ModelRequest> = {},
): Promise<WholeAnswer> {
  const messages = [{ role: 'user' as const, content: 'Say one word about the sea.' }]
  const request = { model, messages, options: { max_tokens: 20, temperature: 0 }, ...more }
  const response = await fetch(await wire.request(credentials, request))
  expect(response.status).toBe(200)
  return readStream(wire.reader(), new Uint8Array(await response.arrayBuffer()), [])
}

describe.runIf(there)('a real Ollama', () => {
  beforeAll(async () => void (await answer(ollama, native)), 120_000)

  test.each([
    ['its own API', ollama, native],
    ['its /v1', chatCompletions(), compatible],
  ] as const)('answers through %s', { timeout: 120_000 }, async (_, wire, credentials) => {
    const whole = await answer(wire, credentials)
    expect(whole.failure).toBeNull()
    expect(whole.text.trim()).not.toBe('')
    expect(['stop', 'length']).toContain(whole.finish)
    expect(whole.usage?.input_tokens).toBeGreaterThan(5)
    expect(whole.usage?.output_tokens).toBeGreaterThan(0)
    expect(whole.usage?.output_tokens).toBeLessThanOrEqual(20)
  })

  test('stops at as many tokens as it is told', { timeout: 120_000 }, async () => {
    const whole = await answer(ollama, native, { options: { max_tokens: 1 } })
    expect(whole).toMatchObject({ finish: 'length', usage: { output_tokens: 1 } })
  })

  test('lists its models, and says what one can', async () => {
    const body: unknown = await (await fetch(await ollama.models(native))).json()
    const listed = ollama.readModels(body).find((one) => one.id === model)!
    expect(listed).toMatchObject({ name: expect.stringContaining(model), context_window: null })
    const shown: unknown = await (await fetch(ollama.details!.request(native, model))).json()
    const detailed = ollama.details!.read(shown, listed)
    expect(detailed).toMatchObject({ id: model, context_window: 32_768 })
    expect(detailed.abilities).toContain('streaming')
  })

  test.each([
    ['its own API', ollama, native],
    ['its /v1', chatCompletions(), compatible],
  ] as const)('a model that isn’t there, through %s', async (_, wire, credentials) => {
    const request = { model: 'nobody:1b', messages: [{ role: 'user' as const, content: 'Hi' }], options: {} }
    const response = await fetch(await wire.request(credentials, request))
    const failure = wire.failure(response.status, response.headers, await response.text())
    expect(failure).toMatchObject({ kind: 'provider_model_not_found', status: 404 })
  })

  test('one that doesn’t think says so when it is told to', async () => {
    const request = {
      model,
      messages: [{ role: 'user' as const, content: 'Hi' }],
      options: { reasoning: 'low' as const },
    }
    const response = await fetch(await ollama.request(native, request))
    const failure = ollama.failure(response.status, response.headers, await response.text())
    expect(failure).toMatchObject({ kind: 'provider_bad_request', message: expect.stringContaining('thinking') })
  })
})
