import { afterEach, describe, expect, test, vi } from 'vitest'
import { providers as providerIds } from '#protocol/rest/providers.ts'
import { codeOf, person } from '../../test/client.ts'
import { customKey, keysOf, openaiKey, SECRET } from '../../test/keys.ts'

afterEach(() => vi.restoreAllMocks())

describe('a test of a key', () => {
  test('asks the provider for its models', async () => {
    const ada = await person()
    const { id } = (await ada.post('/keys', customKey())).body
    const { body } = await ada.post(`/keys/${id}/test`)
    expect(body).toMatchObject({ ok: true })
    expect(body.models.length).toBeGreaterThan(0)
    expect((await keysOf(ada))[0]!.last_used_at).not.toBeNull()
    const list = await ada.get(`/providers/custom/models?key_id=${id}`)
    expect(list.body.items.map((model: { id: string }) => model.id)).toEqual(body.models)
  })

  const answers: [string, () => Response | Promise<Response>, string][] = [
    ['a refused key', () => Response.json({ error: { message: 'no' } }, { status: 401 }), 'provider_auth'],
    [
      'a redirect',
      () => new Response(null, { status: 302, headers: { location: 'http://evil.test' } }),
      'provider_error',
    ],
    ['a page', () => new Response('<!doctype html>'), 'provider_error'],
    ['nobody there', () => Promise.reject(new Error('connect ECONNREFUSED')), 'provider_unreachable'],
    ['a list without end', () => new Response(new Uint8Array(2_000_000)), 'provider_error'],
    ['compressed bytes', () => new Response(new Uint8Array([0x1f, 0x8b, 8, 0])), 'provider_error'],
    ['a list that breaks off', () => new Response(breaking('{"data":[')), 'provider_stream_broken'],
    ['a refusal that breaks off', () => new Response(breaking('{"error":'), { status: 401 }), 'provider_auth'],
    ['a limit', () => Response.json({ error: { message: 'no' } }, { status: 429 }), 'provider_rate_limit'],
    [
      'its key repeated',
      () => Response.json({ error: { message: `no ${SECRET}` } }, { status: 500 }),
      'provider_error',
    ],
  ]
  test.each(answers)('%s', async (_, answer, kind) => {
    const ada = await person()
    const { id } = (await ada.post('/keys', customKey())).body
    const asked = vi.spyOn(globalThis, 'fetch').mockImplementation(async () => answer())
    const { status, body } = await ada.post(`/keys/${id}/test`)
    expect(status).toBe(200)
    expect(body).toMatchObject({ ok: false, kind })
    expect(body.message).not.toContain(SECRET)
    // what happened, and on a line of its own what to do
    expect(body.message).toMatch(/^The provider.+\n.+\.$/s)
    expect(asked).toHaveBeenCalledTimes(1)
    const list = await ada.get(`/providers/custom/models?key_id=${id}&refresh=1`)
    expect(list.body.error).toMatchObject({ code: 'ai_provider_error', details: { provider: { kind } } })
    expect(list.status).toBe(502)
  })
})

function breaking(text: string): ReadableStream {
  return new ReadableStream({
    pull(controller) {
      controller.enqueue(new TextEncoder().encode(text))
      controller.error(new Error('connection lost'))
    },
  })
}

test('a provider’s list is asked for once in five minutes, or when it shall be fresh', async () => {
  const ada = await person()
  await ada.post('/keys', customKey())
  const asked = vi.spyOn(globalThis, 'fetch').mockImplementation(async () => Response.json({ data: [{ id: 'm' }] }))
  await ada.get('/providers/custom/models')
  await ada.get('/providers/custom/models')
  expect(asked).toHaveBeenCalledTimes(1)
  await ada.get('/providers/custom/models?refresh=true')
  expect(asked).toHaveBeenCalledTimes(2)
  expect(codeOf(await ada.get('/providers/openai/models'))).toBe('422 no_key')
  expect(codeOf(await ada.get('/providers/nobody/models'))).toBe('404 not_found')
  expect((await ada.get('/providers/demo/models')).body.items.length).toBeGreaterThan(0)
})

test('providers say how many keys there are for them', async () => {
  const ada = await person()
  await ada.post('/keys', customKey())
  await ada.post('/keys', customKey({ is_active: false }))
  const { items } = (await ada.get('/providers')).body
  const counts = Object.fromEntries(items.map((each: { id: string; keys: number }) => [each.id, each.keys]))
  expect(counts).toEqual(Object.fromEntries(providerIds.map((id) => [id, id === 'custom' ? 1 : 0])))
})

describe('Ollama', () => {
  const tags = { models: [{ name: 'a:1b', model: 'a:1b' }, { name: 'b:2b' }, { name: 'c:3b' }] }
  const shown = { capabilities: ['completion', 'vision', 'thinking'], model_info: { 'llama.context_length': 8192 } }
  const served = async (input: RequestInfo | URL) => {
    const { url } = input as Request
    if (url.endsWith('/api/tags')) return Response.json(tags)
    const { model } = await (input as Request).json<{ model: string }>()
    return model === 'b:2b' ? Response.json({ error: 'no' }, { status: 500 }) : Response.json(shown)
  }

  test('lists its models without a key, each with what it tells about itself', async () => {
    const ada = await person()
    const asked = vi.spyOn(globalThis, 'fetch').mockImplementation(served)
    const { items } = (await ada.get('/providers/ollama/models?refresh=1')).body
    const told = { context_window: 8192, abilities: ['streaming', 'vision', 'reasoning'] }
    expect(items).toEqual([
      expect.objectContaining({ id: 'a:1b', ...told }),
      expect.objectContaining({ id: 'b:2b', context_window: null, abilities: ['streaming'] }),
      expect.objectContaining({ id: 'c:3b', ...told }),
    ])
    expect(asked).toHaveBeenCalledTimes(4)
    const addresses = asked.mock.calls.map(([request]) => new URL((request as Request).url).origin)
    expect(new Set(addresses)).toEqual(new Set(['http://localhost:11434']))
  })

  test('that nobody set up and that is not running has no models, and is asked again; a key for it fails', async () => {
    const ada = await person()
    const asked = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('refused'))
    const gone = await ada.get('/providers/ollama/models?refresh=1')
    expect([gone.status, gone.body.items]).toEqual([200, []])
    asked.mockImplementation(served)
    expect((await ada.get('/providers/ollama/models?refresh=1')).body.items).toHaveLength(3)
    asked.mockRejectedValue(new TypeError('refused'))
    await ada.post('/keys', { provider: 'ollama', key_name: 'home', base_url: 'http://127.0.0.1:4242' })
    const failed = await ada.get('/providers/ollama/models?refresh=1')
    expect(codeOf(failed)).toBe('502 ai_provider_error')
    expect(failed.body.error.details.provider.kind).toBe('provider_unreachable')
  })

  test('takes a key without text, which says where it runs; others need theirs', async () => {
    const ada = await person()
    const key = { provider: 'ollama', key_name: 'home', base_url: 'http://127.0.0.1:4242' }
    const made = await ada.post('/keys', key)
    expect(made.body).toMatchObject({ provider: 'ollama', last_four: '', base_url: 'http://127.0.0.1:4242' })
    const asked = vi.spyOn(globalThis, 'fetch').mockImplementation(served)
    expect((await ada.post(`/keys/${made.body.id}/test`)).body).toMatchObject({
      ok: true,
      models: ['a:1b', 'b:2b', 'c:3b'],
    })
    const request = asked.mock.calls[0]![0] as Request
    expect(request.url).toBe('http://127.0.0.1:4242/api/tags')
    expect(request.headers.has('authorization')).toBe(false)
    for (const other of [customKey({ key: '' }), openaiKey({ key: undefined })]) {
      const { status, body } = await ada.post('/keys', other)
      expect(status).toBe(400)
      expect(body.error.details.fields).toEqual([{ field: 'key', message: 'is needed' }])
    }
  })
})

test('Bedrock’s two lists are one; the second is not missed where it may not be had', async () => {
  const ada = await person()
  const key = { provider: 'bedrock', key: 'AKIAEXAMPLE:secret/of+aws:token', region: 'eu-west-1' }
  await ada.post('/keys', { ...key, key_name: 'aws' })
  const one = { modelId: 'amazon.nova-micro-v1:0', modelName: 'Nova Micro', outputModalities: ['TEXT'] }
  const profile = { inferenceProfileId: 'eu.anthropic.claude-x', inferenceProfileName: 'X', models: [] }
  const lists = [{ modelSummaries: [one] }, { inferenceProfileSummaries: [profile] }]
  const second = vi.fn(() => Response.json(lists[1]))
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (request) => {
    const { url, headers } = request as Request
    expect(url).toMatch(/^https:\/\/bedrock\.eu-west-1\.amazonaws\.com\//)
    expect(headers.get('authorization')).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE\/\d{8}\/eu-west-1\/bedrock\//,
    )
    expect(headers.get('x-amz-security-token')).toBe('token')
    return url.includes('/inference-profiles') ? second() : Response.json(lists[0])
  })
  const ids = async () =>
    (await ada.get('/providers/bedrock/models?refresh=1')).body.items.map((model: { id: string }) => model.id)
  expect(await ids()).toEqual(['amazon.nova-micro-v1:0', 'eu.anthropic.claude-x'])
  second.mockReturnValue(Response.json({ message: 'not authorized' }, { status: 403 }))
  expect(await ids()).toEqual(['amazon.nova-micro-v1:0'])
})
