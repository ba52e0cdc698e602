import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { newId } from '#protocol/ids.ts'
import { call, codeOf, PASSWORD, person, talker, type Client } from '../../../test/client.ts'

const once = (key: string) => ({ 'idempotency-key': key })
const projectsOf = async (who: Client) => (await who.get('/projects')).body.items as { id: string }[]

test('the same request again gets the same answer and makes nothing new', async () => {
  const ada = await person()
  const key = newId()
  const first = await ada.post('/projects', { name: 'One' }, once(key))
  const again = await ada.post('/projects', { name: 'One' }, once(key))
  expect([again.status, again.body]).toEqual([first.status, first.body])
  expect(again.headers.get('content-type')).toContain('application/json')
  expect(await projectsOf(ada)).toHaveLength(1)
})

test('another body under the same key is a conflict; another person or route is another key', async () => {
  const [ada, bob] = [await person(), await person('Bob')]
  const key = newId()
  const { body } = await ada.post('/projects', { name: 'One' }, once(key))
  expect(codeOf(await ada.post('/projects', { name: 'Two' }, once(key)))).toBe('422 idempotency_conflict')
  expect((await bob.post('/projects', { name: 'One' }, once(key))).body.id).not.toBe(body.id)
  expect((await ada.post(`/projects/${body.id}/duplicate`, {}, once(key))).status).toBe(201)
  expect(await projectsOf(ada)).toHaveLength(2)
})

test('of two at the same moment one runs; the other is told so, or gets its answer', async () => {
  const ada = await person()
  const key = newId()
  const all = await Promise.all(Array.from({ length: 5 }, () => ada.post('/projects', { name: 'One' }, once(key))))
  const words = new Set(all.map((each) => (each.status === 201 ? `201 ${each.body.id}` : codeOf(each))))
  words.delete('409 conflict')
  expect(words.size).toBe(1)
  expect(await projectsOf(ada)).toHaveLength(1)
})

test('what failed made nothing, and may be tried again', async () => {
  const ada = await person()
  const key = newId()
  expect((await ada.post('/projects', { name: '' }, once(key))).status).toBe(400)
  expect((await ada.post('/projects', { name: 'One' }, once(key))).status).toBe(201)
})

test('after a day the key is free', async () => {
  const ada = await person()
  const key = newId()
  await ada.post('/projects', { name: 'One' }, once(key))
  const aDayAgo = new Date(Date.now() - 25 * 3_600_000).toISOString()
  await env.DB.prepare('UPDATE idempotency SET created_at = ? WHERE key = ?').bind(aDayAgo, key).run()
  expect((await ada.post('/projects', { name: 'Two' }, once(key))).status).toBe(201)
  expect(await projectsOf(ada)).toHaveLength(2)
})

test('a request that was cut short holds its key for two minutes only', async () => {
  const ada = await person()
  const key = newId()
  await ada.post('/projects', { name: 'One' }, once(key))
  const cut = (minutes: number) =>
    env.DB.prepare('UPDATE idempotency SET status = NULL, body = NULL, created_at = ? WHERE key = ?')
      .bind(new Date(Date.now() - minutes * 60_000).toISOString(), key)
      .run()
  await cut(1)
  expect(codeOf(await ada.post('/projects', { name: 'One' }, once(key)))).toBe('409 conflict')
  await cut(3)
  expect((await ada.post('/projects', { name: 'One' }, once(key))).status).toBe(201)
})

test('threads, keys and answers too; a key’s text is in no row of it', async () => {
  const ada = await talker()
  const project = await ada.project()
  const key = newId()
  const twice = async (path: string, body: object) => {
    const [first, second] = [await ada.post(path, body, once(key)), await ada.post(path, body, once(key))]
    expect(first.status).toBeLessThan(300)
    expect(second.body).toEqual(first.body)
    return first.body
  }
  await twice('/threads', { project_id: project.id })
  await twice('/keys', { provider: 'openai', key_name: 'once', key: 'sk-not-to-be-kept' })
  await twice('/chat/complete', { message: 'Hi', provider: 'custom', model: 'flow-0-2-0' })
  await twice('/chat/create-session', { message: 'Hi', provider: 'custom', model: 'flow-0-2-0' })
  const { results } = await env.DB.prepare('SELECT * FROM idempotency WHERE user_id = ?').bind(ada.user.id).all()
  expect(results).toHaveLength(4)
  expect(JSON.stringify(results)).not.toContain('not-to-be-kept')
})

test('answers with tokens are never kept', async () => {
  const ada = await person()
  const key = newId()
  const login = { email: ada.user.email, password: PASSWORD, transport: 'bearer' }
  const [one, two] = [
    await call('POST', '/auth/login', login, once(key)),
    await call('POST', '/auth/login', login, once(key)),
  ]
  expect(one.body.refresh_token).not.toBe(two.body.refresh_token)
  await ada.post('/auth/ws-ticket', {}, once(key))
  const rows = env.DB.prepare('SELECT count(*) AS count FROM idempotency WHERE key = ?').bind(key)
  expect(await rows.first('count')).toBe(0)
})

test('a key that is too long is refused', async () => {
  const ada = await person()
  expect(codeOf(await ada.post('/projects', { name: 'x' }, once('x'.repeat(256))))).toBe('400 invalid_request')
})
