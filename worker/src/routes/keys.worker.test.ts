import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { newId } from '#protocol/ids.ts'
import { codeOf, person, type Client } from '../../test/client.ts'
import { customKey, keysOf, openaiKey, SECRET } from '../../test/keys.ts'

const defaults = async (who: Client) => (await keysOf(who)).filter((key) => key.is_default).map((key) => key.id)

test('a key is never sent back; only its last four are, and of a short one nothing', async () => {
  const ada = await person()
  const made = await ada.post('/keys', customKey({ base_url: 'http://localhost:1234/v1/' }))
  expect(made.status).toBe(201)
  expect(made.body).toMatchObject({
    last_four: 'wxyz',
    base_url: 'http://localhost:1234/v1',
    api: 'chat',
    is_default: true,
  })
  expect(JSON.stringify([made.body, await keysOf(ada)])).not.toContain('secret')
  const short = await ada.post('/keys', openaiKey({ key: 'abcdefg' }))
  expect(short.body).toMatchObject({ last_four: '', api: 'responses', base_url: null })
})

test('no table holds the text of a key or a password', async () => {
  const ada = await person()
  const { body } = await ada.post('/keys', customKey(), { 'idempotency-key': newId() })
  await ada.put(`/keys/${body.id}`, { key: `${SECRET}-again` })
  const tables = await env.DB.prepare(
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'`,
  ).all()
  const dump = await Promise.all(
    tables.results.map(({ name }) => env.DB.prepare(`SELECT * FROM ${name as string}`).all()),
  )
  const text = JSON.stringify(dump.map(({ results }) => results))
  expect(text).toContain(ada.user.email)
  expect(text).not.toContain('very-secret')
  expect(text).not.toContain('correct horse')
})

test('a sealed key opens in its own row only', async () => {
  const ada = await person()
  const [one, two] = [(await ada.post('/keys', customKey())).body, (await ada.post('/keys', customKey())).body]
  const copy = 'UPDATE keys SET sealed = (SELECT sealed FROM keys WHERE id = ?1) WHERE id = ?2'
  await env.DB.prepare(copy).bind(one.id, two.id).run()
  expect((await ada.post(`/keys/${one.id}/test`)).body.ok).toBe(true)
  expect((await ada.post(`/keys/${two.id}/test`)).body).toMatchObject({ ok: false, kind: 'no_key' })
})

test('a key is taken as it was copied, but for the space around it', async () => {
  const ada = await person()
  expect((await ada.post('/keys', customKey({ key: '  sk-copied-with-a-line-break\n' }))).body.last_four).toBe('reak')
  for (const key of ['', ' ', 'two words', 'line\nbreak', 'schlüssel-mit-umlaut', 'x'.repeat(4001)]) {
    const refused = await ada.post('/keys', customKey({ key }))
    expect(codeOf(refused)).toBe('400 invalid_request')
    expect(refused.body.error.details.fields[0].field).toBe('key')
    if (key.trim()) expect(JSON.stringify(refused.body)).not.toContain(key)
  }
})

describe('one default for each provider', () => {
  test('the first is it; another one can be made it; deleting it hands on', async () => {
    const ada = await person()
    const one = (await ada.post('/keys', customKey({ is_default: false }))).body
    const other = (await ada.post('/keys', openaiKey())).body
    const two = (await ada.post('/keys', customKey())).body
    expect([one.is_default, other.is_default, two.is_default]).toEqual([true, true, false])
    const three = (await ada.post('/keys', customKey({ is_default: true }))).body
    expect(await defaults(ada)).toEqual([three.id, other.id])
    expect((await ada.put(`/keys/${two.id}`, { is_default: true })).body.is_default).toBe(true)
    expect(await defaults(ada)).toEqual([two.id, other.id])
    await ada.delete(`/keys/${two.id}`)
    expect(await defaults(ada)).toEqual([one.id, other.id])
    expect((await ada.put(`/keys/${one.id}`, { is_default: false })).body.is_default).toBe(false)
    expect(await defaults(ada)).toEqual([three.id, other.id])
    expect((await ada.put(`/keys/${other.id}`, { is_default: false })).body.is_default).toBe(true)
  })

  test('also when several come at once', async () => {
    const ada = await person()
    await Promise.all(Array.from({ length: 6 }, (_, at) => ada.post('/keys', customKey({ is_default: at % 2 === 0 }))))
    expect(await defaults(ada)).toHaveLength(1)
  })
})

test('PUT changes what it names and nothing else', async () => {
  const ada = await person()
  const { body: made } = await ada.post('/keys', customKey())
  const { body: renamed } = await ada.put(`/keys/${made.id}`, { key_name: 'Renamed' })
  expect(renamed).toEqual({ ...made, key_name: 'Renamed' })
  const { body: same } = await ada.put(`/keys/${made.id}`, {})
  expect(same).toEqual(renamed)
  expect((await ada.put(`/keys/${made.id}`, { key: 'sk-a-new-one-1234', is_active: false })).body).toEqual({
    ...renamed,
    last_four: '1234',
    is_active: false,
  })
})

test('names are unique for their owner, hold no slash and are no provider’s', async () => {
  const [ada, bob] = [await person(), await person('Bob')]
  await ada.post('/keys', customKey({ key_name: 'work' }))
  expect(codeOf(await ada.post('/keys', openaiKey({ key_name: 'work' })))).toBe('409 conflict')
  expect((await bob.post('/keys', customKey({ key_name: 'work' }))).status).toBe(201)
  for (const key_name of ['a/b', 'openai', '', ' ', 'x'.repeat(101)]) {
    const refused = await ada.post('/keys', customKey({ key_name }))
    expect(refused.body.error.details.fields[0].field).toBe('key_name')
  }
  const { id } = (await ada.post('/keys', customKey({ key_name: 'home' }))).body
  expect(codeOf(await ada.put(`/keys/${id}`, { key_name: 'work' }))).toBe('409 conflict')
})

test('what a provider needs is asked for', async () => {
  const ada = await person()
  expect(codeOf(await ada.post('/keys', customKey({ base_url: undefined })))).toBe('400 invalid_request')
  expect(codeOf(await ada.post('/keys', customKey({ provider: 'demo' })))).toBe('422 unknown_provider')
  expect(codeOf(await ada.post('/keys', customKey({ provider: 'nobody' })))).toBe('400 invalid_request')
  const { id } = (await ada.post('/keys', customKey())).body
  expect(codeOf(await ada.put(`/keys/${id}`, { base_url: null }))).toBe('400 invalid_request')
  for (const base_url of [
    'ftp://example.org',
    'javascript:alert(1)',
    'example.org',
    'http://me:pw@example.org',
    'file:///etc',
  ]) {
    const { status, body } = await ada.post('/keys', customKey({ base_url }))
    expect([400, 422], base_url).toContain(status)
    expect(body.error.details.fields[0].field).toBe('base_url')
  }
})
