import { env, SELF } from 'cloudflare:test'
import { beforeAll, describe, expect, test } from 'vitest'
import { operations } from '#protocol/rest/operations.ts'
import type { Project } from '#protocol/rest/projects.ts'
import { call, codeOf, eventually, ORIGIN, person, talker, type Client } from '../../test/client.ts'
import { projectsOfNoun } from './http/token-project.ts'

const make = async (who: Client, body: object) => (await who.post('/tokens', { name: 'T', ...body })).body
const by = (token: string) => {
  const headers = { authorization: `Bearer ${token}` }
  return (method: string, path: string, body?: unknown) => call(method, path, body, headers)
}

test('a token is shown once, and only what it hashes to is kept', async () => {
  const ada = await person()
  const { status, body } = await ada.post('/tokens', { name: ' Laptop ', scopes: ['v1', 'v1'], budget_usd: 2 })
  expect(status).toBe(201)
  expect(body.token).toMatch(/^ew_[0-9A-Za-z]{44}$/)
  const { token, ...shown } = body
  expect(shown).toMatchObject({ name: 'Laptop', scopes: ['v1'], last_four: token.slice(-4), budget_usd: '2.000000000' })
  expect(shown).toMatchObject({
    budget_period: 'total',
    spent_usd: '0.000000000',
    last_used_at: null,
    project_id: null,
  })
  expect((await ada.get('/tokens')).body.items).toEqual([shown])
  const row = await env.DB.prepare('SELECT * FROM tokens WHERE id = ?').bind(body.id).first()
  expect(JSON.stringify(row)).not.toContain(token.slice(3, 20))
})

describe('scopes', () => {
  let ada: Client
  beforeAll(async () => {
    ada = await person()
    await env.DB.prepare('UPDATE users SET is_admin = 1 WHERE id = ?').bind(ada.user.id).run()
  })

  test.each([
    [['v1'], '403', '403', '403'],
    [['read'], '200', '403', '403'],
    [['write'], '200', '201', '403'],
    [['admin'], '403', '403', '200'],
    [['read', 'admin'], '200', '403', '200'],
  ])('%j', async (scopes, read, write, admin) => {
    const ask = by((await make(ada, { scopes })).token)
    const answers = [await ask('GET', '/users/profile'), await ask('POST', '/projects', { name: 'P' })]
    answers.push(await ask('GET', '/admin/users'))
    expect(answers.map(({ status }) => String(status))).toEqual([read, write, admin])
    for (const answer of answers.filter(({ status }) => status === 403)) {
      expect(answer.body.error.message).toMatch(/doesn’t have the scope (read|write|admin)/)
    }
  })

  test('the scope admin is for admins, and is nothing without one', async () => {
    const bob = await person('Bob')
    expect(codeOf(await bob.post('/tokens', { name: 'T', scopes: ['admin'] }))).toBe('403 forbidden')
    const { token, id } = await make(bob, { scopes: ['read'] })
    await env.DB.prepare(`UPDATE tokens SET scopes = '["admin"]' WHERE id = ?`).bind(id).run()
    expect(codeOf(await by(token)('GET', '/admin/users'))).toBe('403 forbidden')
  })

  test('a token makes and revokes no tokens, and no tickets', async () => {
    const { token, id } = await make(ada, { scopes: ['write'] })
    const ask = by(token)
    expect(codeOf(await ask('POST', '/tokens', { name: 'x', scopes: ['v1'] }))).toBe('403 forbidden')
    expect(codeOf(await ask('DELETE', `/tokens/${id}`))).toBe('403 forbidden')
    expect(codeOf(await ask('POST', '/auth/ws-ticket', {}))).toBe('403 forbidden')
    expect((await ask('GET', '/tokens')).status).toBe(200)
  })
})

test('revoked, expired or unknown: 401 at once', async () => {
  const ada = await person()
  const { token, id } = await make(ada, { scopes: ['read'], expires_at: new Date(Date.now() + 60_000).toISOString() })
  expect((await by(token)('GET', '/users/profile')).status).toBe(200)
  await env.DB.prepare('UPDATE tokens SET expires_at = ? WHERE id = ?').bind(new Date().toISOString(), id).run()
  expect(codeOf(await by(token)('GET', '/users/profile'))).toBe('401 unauthorized')
  await env.DB.prepare('UPDATE tokens SET expires_at = NULL WHERE id = ?').bind(id).run()
  expect((await by(token)('GET', '/users/profile')).status).toBe(200)
  expect((await ada.delete(`/tokens/${id}`)).status).toBe(204)
  expect(codeOf(await by(token)('GET', '/users/profile'))).toBe('401 unauthorized')
  expect(codeOf(await ada.delete(`/tokens/${id}`))).toBe('404 not_found')
  expect(codeOf(await by('ew_nonsense')('GET', '/users/profile'))).toBe('401 unauthorized')
  const left = await env.DB.prepare(`SELECT count(*) AS n FROM budgets WHERE target_id = ?`).bind(id).first('n')
  expect(left).toBe(0)
})

test('when it was used last is kept to the hour', async () => {
  const ada = await person()
  const { token, id } = await make(ada, { scopes: ['read'] })
  const used = async () => (await ada.get('/tokens')).body.items[0].last_used_at
  await by(token)('GET', '/users/profile')
  const first = await used()
  expect(Date.now() - Date.parse(first)).toBeLessThan(60_000)
  await by(token)('GET', '/users/profile')
  expect(await used()).toBe(first)
  await env.DB.prepare(`UPDATE tokens SET last_used_at = '2026-01-01T00:00:00.000Z' WHERE id = ?`).bind(id).run()
  await by(token)('GET', '/users/profile')
  expect(await used()).not.toBe('2026-01-01T00:00:00.000Z')
})

test('token-project.ts says of every noun which projects a request of it names, or this test that none', () => {
  const ofNoProject = ['', 'admin', 'auth', 'health', 'keys', 'providers', 'tokens', 'users']
  const nouns = Object.values(operations).flatMap((all) => all.map(({ path }) => path.split('/')[1]!))
  const known = [...ofNoProject, ...Object.keys(projectsOfNoun)]
  expect([...new Set(nouns)].toSorted()).toEqual(known.toSorted())
})

describe('a token of one project', () => {
  let ada: Client
  let [inside, outside]: Project[] = []
  let ask: ReturnType<typeof by>
  let threads: { in: string; out: string }

  beforeAll(async () => {
    ada = await talker()
    ;[inside, outside] = [await ada.project('In'), await ada.project('Out')]
    ask = by((await make(ada, { scopes: ['write', 'v1'], project_id: inside!.id })).token)
    threads = { in: (await ada.thread(inside!.id)).id, out: (await ada.thread(outside!.id)).id }
  })

  test('opens the project and its threads', async () => {
    const answers = [
      await ask('GET', `/projects/${inside!.id}`),
      await ask('GET', `/projects/${inside!.id}/conversations`),
      await ask('GET', `/threads?project_id=${inside!.id}`),
      await ask('POST', '/threads', { project_id: inside!.id }),
      await ask('GET', `/threads/${threads.in}`),
      await ask('PATCH', `/threads/${threads.in}`, { title: 'New' }),
      await ask('POST', '/chat/create-session', { project_id: inside!.id, message: 'Hi' }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 201, 200, 200, 201])
  })

  test('and sets no budget of it: that is for who signs in', async () => {
    const path = `/projects/${inside!.id}/budgets`
    expect((await ask('GET', path)).status).toBe(200)
    expect(codeOf(await ask('PUT', path, { budgets: [] }))).toBe('403 forbidden')
  })

  test('and nothing else', async () => {
    const answers = [
      await ask('GET', '/projects'),
      await ask('POST', '/projects', { name: 'x' }),
      await ask('GET', `/projects/${outside!.id}`),
      await ask('PUT', `/projects/${outside!.id}/budgets`, { budgets: [] }),
      await ask('GET', '/threads'),
      await ask('GET', `/threads?project_id=${outside!.id}`),
      await ask('POST', '/threads', { project_id: outside!.id }),
      await ask('GET', `/threads/${threads.out}`),
      await ask('POST', '/chat/create-session', { message: 'Hi' }),
      await ask('POST', '/chat/complete', { thread_id: threads.out, message: 'Hi' }),
      await ask('POST', '/chat/complete', { thread_id: threads.out, project_id: inside!.id, message: 'Hi' }),
      await ask('GET', '/keys'),
      await ask('GET', '/users/profile'),
      await ask('GET', '/tokens'),
    ]
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404))
  })

  test('opens sockets of its threads only', async () => {
    const { token } = await make(ada, { scopes: ['write'], project_id: inside!.id })
    const reader = await make(ada, { scopes: ['read'], project_id: inside!.id })
    const open = async (path: string, text: string) => {
      const headers = { upgrade: 'websocket', authorization: `Bearer ${text}` }
      const answer = await SELF.fetch(`${ORIGIN}${path}`, { headers })
      answer.webSocket?.accept()
      answer.webSocket?.close(1000)
      return answer.status
    }
    expect(await open(`/ws/chat/${threads.in}`, token)).toBe(101)
    expect(await open(`/ws/chat/${threads.out}`, token)).toBe(404)
    expect(await open(`/api/v1/chat/stream/${inside!.id}`, token)).toBe(101)
    expect(await open(`/api/v1/chat/stream/${outside!.id}`, token)).toBe(404)
    expect(await open(`/ws/chat/${threads.in}`, reader.token)).toBe(403)
  })
})

test('a turn that a token asks for is on its account, and its budget holds for it', async () => {
  const ada = await talker()
  const project = await ada.project()
  const rich = await make(ada, { scopes: ['write'], budget_tokens: 100_000 })
  const poor = await make(ada, { scopes: ['write'], budget_tokens: 10 })
  const say = (token: string) => {
    const body = { project_id: project.id, message: 'Hi', provider: 'custom', model: 'flow-0-5-0' }
    return by(token)('POST', '/chat/complete', body)
  }
  expect((await say(rich.token)).body.answer.status).toBe('complete')
  const refused = await say(poor.token)
  expect(codeOf(refused)).toBe('402 budget_exceeded')
  expect(refused.body.error.details.budget).toMatchObject({ scope: 'token', label: 'T', limit_tokens: 10 })
  const spent = await eventually(async () => {
    const { items } = (await ada.get('/tokens')).body
    return items.find((one: { id: string }) => one.id === rich.id).spent_tokens
  })
  expect(spent).toBeGreaterThan(5)
})

test.each([
  [{ scopes: [] }, 'scopes'],
  [{ scopes: ['root'] }, 'scopes.0'],
  [{ scopes: ['v1'], name: '' }, 'name'],
  [{ scopes: ['v1'], expires_at: '2020-01-01T00:00:00Z' }, 'expires_at'],
  [{ scopes: ['v1'], expires_at: 'tomorrow' }, 'expires_at'],
  [{ scopes: ['v1'], budget_usd: 'much' }, 'budget_usd'],
  [{ scopes: ['v1'], budget_tokens: 1.5 }, 'budget_tokens'],
])('%j is refused naming its field', async (body, field) => {
  const answer = await (await person()).post('/tokens', { name: 'T', ...body })
  expect(codeOf(answer)).toBe('400 invalid_request')
  expect(answer.body.error.details.fields[0].field).toBe(field)
})
