import { env } from 'cloudflare:workers'
import { afterEach, describe, expect, inject, test, vi } from 'vitest'
import type { ModelChoice } from '#protocol/turn.ts'
import { eventually, person, type Client } from '../../test/client.ts'
import type { Env } from '../env.ts'
import type { AppError } from '../lib/error.ts'
import { PRICES_VERSION } from '../providers/prices/prices.ts'
import { registry } from '../providers/registry.ts'
import { modelAccess, type ModelAccess } from './model-access.ts'
import { keepModels } from './model-lists.ts'

const nothing = { provider: null, model: null }
const key = (key_name: string, provider = 'custom', more: object = {}) => {
  const base_url = provider === 'custom' ? inject('providerUrl') : undefined
  return { provider, key_name, key: `sk-secret-of-${key_name}`, base_url, ...more }
}

async function place(project: object = {}) {
  const ada = await person()
  const { id } = (await ada.post('/projects', { name: 'P', ...project })).body
  const ask = (
    choice: ModelChoice = {},
    thread: { provider: string | null; model: string | null } = nothing,
    within: Env = env,
  ) => modelAccess(within, { user_id: ada.user.id, project_id: id, thread, choice })
  return { ada, ask, add: addKey(ada) }
}

const addKey = (who: Client) => async (name: string, provider?: string, more?: object) =>
  (await who.post('/keys', key(name, provider, more))).body.id as string
const named = ({ provider, model }: ModelAccess) => `${provider}/${model}`
const refusal = (asked: Promise<ModelAccess>) => asked.then(named, (error: unknown) => (error as AppError).code)

afterEach(() => vi.restoreAllMocks())

test('who has nothing gets the demo', async () => {
  const { ask } = await place()
  expect(await ask()).toEqual({
    provider: 'demo',
    model: 'demo',
    wire: registry.demo.wire,
    credentials: { api_key: '', base_url: '', region: null },
    key_id: null,
    instructions: '',
    tools: null,
    context_window: null,
    max_output: null,
    pricing: expect.objectContaining({ version: 'free' }),
    price_version: 'free',
    has_budget: false,
    make_titles: true,
  })
})

test('window and price come from the price list where no live list is known; nobody knows the price of a model at home', async () => {
  const { ask, add } = await place()
  await add('one', 'openai')
  const known = await ask({ provider: 'openai', model: 'gpt-4o' })
  expect(known).toMatchObject({ context_window: 128_000, price_version: PRICES_VERSION })
  expect(known.pricing?.price).toEqual({ input: 2.5, cached_read: 1.25, cache_write: null, output: 10 })
  await add('two')
  const home = await ask({ provider: 'custom', model: 'gpt-4o' })
  expect(home).toMatchObject({ context_window: null, pricing: null, price_version: null })
})

test("a live list's own words: its window, and its price where no list of ours has one", async () => {
  const { ask, add } = await place()
  const id = await add('one')
  const price = { input: 1, cached_read: null, cache_write: null, output: 2 }
  keepModels(id, [{ id: 'm', name: 'M', context_window: 9, max_output: 5, abilities: [], price }])
  const access = await ask({ provider: 'custom', model: 'm' })
  expect(access).toMatchObject({ context_window: 9, max_output: 5, price_version: 'provider' })
})

test('a budget of the person or of the project is seen, nobody else’s', async () => {
  const [{ ada, ask }, other] = [await place(), await place()]
  const sql = `INSERT INTO budgets (scope, target_id, period, limit_tokens, since, spent_nano, spent_tokens)
    VALUES ('person', ?, 'day', 1, '2026-11-21', 0, 0)`
  await env.DB.prepare(sql).bind(ada.user.id).run()
  expect((await ask()).has_budget).toBe(true)
  expect((await other.ask()).has_budget).toBe(false)
  const project = (await other.ada.get('/projects')).body.items[0].id
  await env.DB.prepare(sql.replace('person', 'project')).bind(project).run()
  expect((await other.ask()).has_budget).toBe(true)
})

test('a key says which of two formats it speaks', async () => {
  const { ask, add } = await place()
  const id = await add('one', 'openai', { api: 'responses' })
  const { responses, wire } = registry.openai
  expect((await ask({ key_id: id, model: 'm' })).wire).toBe(responses ?? wire)
  const chat = await add('two', 'openai', { api: 'chat' })
  expect((await ask({ key_id: chat, model: 'm' })).wire).toBe(wire)
})

test('the choice, then the thread, the project, the person', async () => {
  const { ada, ask, add } = await place({
    default_provider: 'custom',
    default_model: 'of-project',
    instructions: 'Be brief.',
  })
  const key_id = await add('one')
  await add('two', 'openai')
  await ada.put('/users/settings', { default_provider: 'openai', default_model: 'of-person', make_titles: false })
  const access = await ask()
  expect(access).toMatchObject({
    provider: 'custom',
    model: 'of-project',
    key_id,
    instructions: 'Be brief.',
    make_titles: false,
  })
  expect(access.credentials).toEqual({ api_key: 'sk-secret-of-one', base_url: inject('providerUrl'), region: null })
  expect(named(await ask({}, { provider: 'openai', model: 'of-thread' }))).toBe('openai/of-thread')
  expect(named(await ask({ provider: 'custom', model: 'mine' }, { provider: 'openai', model: 'of-thread' }))).toBe(
    'custom/mine',
  )
  await ada.put(`/projects/${(await ada.get('/projects')).body.items[0].id}`, {
    default_provider: null,
    default_model: null,
  })
  expect(named(await ask())).toBe('openai/of-person')
})

test('a provider without a model takes the next one that belongs to it, or asks to choose', async () => {
  const { ada, ask, add } = await place({ default_provider: 'custom', default_model: 'of-project' })
  await add('one')
  await add('two', 'openai')
  await add('three', 'openrouter')
  await ada.put('/users/settings', { default_provider: 'openai', default_model: 'of-person' })
  const thread = { provider: 'openai', model: null }
  expect(named(await ask({ provider: 'custom' }, thread))).toBe('custom/of-project')
  expect(named(await ask({ provider: 'openai' }, thread))).toBe('openai/of-person')
  expect(await refusal(ask({ provider: 'openrouter' }, thread))).toBe('unknown_model')
  expect(named(await ask({ provider: 'demo' }, thread))).toBe('demo/demo')
})

test('a model without a provider belongs to the next provider, or to the only one with a key', async () => {
  const { ask, add } = await place()
  expect(await refusal(ask({ model: 'm' }))).toBe('unknown_model')
  await add('one')
  expect(named(await ask({ model: 'm' }))).toBe('custom/m')
  expect(named(await ask({ model: 'm' }, { provider: 'demo', model: 'demo' }))).toBe('demo/m')
  await add('two', 'openai')
  expect(await refusal(ask({ model: 'm' }))).toBe('unknown_model')
})

test('a key chooses its provider; one that is off, gone or somebody else’s is no key', async () => {
  const [{ ada, ask, add }, other] = [await place(), await place()]
  const [one, two, theirs] = [await add('one'), await add('two'), await other.add('theirs')]
  expect((await ask({ key_id: two, model: 'm' })).key_id).toBe(two)
  expect((await ask({ provider: 'custom', model: 'm' })).key_id).toBe(one)
  expect(await refusal(ask({ key_id: theirs, model: 'm' }))).toBe('no_key')
  expect(await refusal(ask({ key_id: two, provider: 'openai', model: 'm' }))).toBe('no_key')
  await ada.put(`/keys/${one}`, { is_active: false })
  expect((await ask({ provider: 'custom', model: 'm' })).key_id).toBe(two)
  expect(await refusal(ask({ key_id: one, model: 'm' }))).toBe('no_key')
  await ada.delete(`/keys/${two}`)
  expect(await refusal(ask({ provider: 'custom', model: 'm' }))).toBe('no_key')
})

test('a provider that nobody knows', async () => {
  const { ask } = await place()
  for (const provider of ['nobody', '__proto__', 'constructor', 'toString']) {
    expect(await refusal(ask({ provider, model: 'm' }))).toBe('unknown_provider')
  }
})

test('where private addresses are refused, a key that names one is refused when it is used too', async () => {
  const { ask, add } = await place()
  await add('one', 'custom', { base_url: 'http://127.0.0.1:11434/v1' })
  expect(named(await ask({ provider: 'custom', model: 'm' }))).toBe('custom/m')
  const deployed = { ...env, ALLOW_PRIVATE_BASE_URLS: '0' }
  expect(await refusal(ask({ provider: 'custom', model: 'm' }, nothing, deployed))).toBe('base_url_refused')
})

describe('Ollama', () => {
  test('needs no key at home; a key says where it runs', async () => {
    const { ask, add } = await place()
    vi.spyOn(globalThis, 'fetch').mockImplementation(async () => Response.json({ error: 'no' }, { status: 404 }))
    const home = await ask({ provider: 'ollama', model: 'gemma3:270m' })
    expect(home).toMatchObject({ key_id: null, credentials: { api_key: '', base_url: 'http://localhost:11434' } })
    const key_id = await add('one', 'ollama', { base_url: 'http://127.0.0.1:4242/' })
    const elsewhere = await ask({ provider: 'ollama', model: 'gemma3:270m' })
    expect(elsewhere).toMatchObject({ key_id, credentials: { base_url: 'http://127.0.0.1:4242' } })
  })

  test('on a deployment there is none without a key, and none on localhost', async () => {
    const { ask, add } = await place()
    const deployed = { ...env, ALLOW_PRIVATE_BASE_URLS: '0' }
    const choice = { provider: 'ollama', model: 'm' }
    await expect(ask(choice, nothing, deployed)).rejects.toThrow(/Add a key for Ollama with the base URL/)
    const key_id = await add('one', 'ollama')
    expect(await refusal(ask({ ...choice, key_id }, nothing, deployed))).toBe('no_key')
  })

  test('a model’s window is asked for once, before its first turn', async () => {
    const { ask, add } = await place()
    await add('one', 'ollama', { base_url: 'http://127.0.0.1:4242' })
    const shown = { capabilities: ['completion', 'tools'], model_info: { 'qwen3.context_length': 40_960 } }
    const asked = vi.spyOn(globalThis, 'fetch').mockImplementation(async () => Response.json(shown))
    const access = await ask({ provider: 'ollama', model: 'qwen3' })
    expect(access.context_window).toBe(32_768)
    await ask({ provider: 'ollama', model: 'qwen3' })
    expect(asked).toHaveBeenCalledTimes(1)
  })
})

test('a newer encryption key takes over as keys are used; without the old one they are no key', async () => {
  const { ask, add } = await place()
  const id = await add('one')
  const newer = btoa(String.fromCharCode(...new Uint8Array(32).fill(9)))
  const both = { ...env, ENCRYPTION_KEY: `2:${newer},${env.ENCRYPTION_KEY}` }
  const only = { ...env, ENCRYPTION_KEY: `2:${newer}` }
  const choice = { key_id: id, model: 'm' }
  expect(await refusal(ask(choice, nothing, only))).toBe('no_key')
  expect((await ask(choice, nothing, both)).credentials.api_key).toBe('sk-secret-of-one')
  const version = env.DB.prepare('SELECT sealed_version FROM keys WHERE id = ?').bind(id)
  await eventually(async () => (await version.first('sealed_version')) === '2')
  expect((await ask(choice, nothing, only)).credentials.api_key).toBe('sk-secret-of-one')
})

test('using a key is noted at most once an hour', async () => {
  const { ask, add } = await place()
  const id = await add('one')
  const used = () => env.DB.prepare('SELECT last_used_at FROM keys WHERE id = ?').bind(id).first('last_used_at')
  await ask({ key_id: id, model: 'm' })
  const first = await eventually(used)
  await ask({ key_id: id, model: 'm' })
  await scheduler.wait(50)
  expect(await used()).toBe(first)
})
