import { createExecutionContext, SELF, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, test, vi } from 'vitest'
import { newId } from '#protocol/ids.ts'
import { call, codeOf, ORIGIN, PASSWORD, person } from '../test/client.ts'
import { app } from './app.ts'
import type { Env } from './env.ts'

/** A request to a Worker with other settings or bindings. */
async function withEnv(change: Partial<Env>, path: string, init?: RequestInit) {
  const context = createExecutionContext()
  const answer = await app.fetch(new Request(`${ORIGIN}${path}`, init), { ...env, ...change }, context)
  await waitOnExecutionContext(context)
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as { [name: string]: never } }
}
const post = (body: object): RequestInit => ({
  method: 'POST',
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json', 'cf-connecting-ip': '192.0.2.7' },
})
const account = (email = `${newId()}@example.org`) => ({
  username: 'Ada',
  email,
  password: PASSWORD,
  transport: 'bearer',
})

describe('health', () => {
  test('at the root and under the API', async () => {
    for (const path of ['/health', '/api/v1/health']) {
      const answer = await SELF.fetch(ORIGIN + path)
      expect(answer.status).toBe(200)
      expect(await answer.json()).toMatchObject({
        status: 'ok',
        database: 'ok',
        bindings: { DB: true, THREADS: true, PEOPLE: true },
      })
    }
    expect((await call('GET', '')).body).toMatchObject({ name: 'Edgewise', links: { docs: '/api/v1/docs' } })
  })

  test('says when the database does not answer, and what it said stays in the log', async () => {
    const silent = vi.spyOn(console, 'error').mockImplementation(() => {})
    const broken = { prepare: () => ({ run: () => Promise.reject(new Error('no such table: users')) }) }
    const { status, body } = await withEnv({ DB: broken as unknown as D1Database }, '/health')
    expect(silent).toHaveBeenCalled()
    silent.mockRestore()
    expect([status, body.status, body.database]).toEqual([503, 'degraded', 'unreachable'])
    expect(JSON.stringify(body)).not.toContain('no such table')
  })
})

test('a wrong setting is named by every answer, with what was expected', async () => {
  const silent = vi.spyOn(console, 'error').mockImplementation(() => {})
  for (const path of ['/health', '/api/v1/projects', `/ws/chat/${newId()}`]) {
    const { status, body } = await withEnv({ REGISTRATION: 'perhaps' }, path)
    expect([status, body.error]).toMatchObject([
      503,
      { code: 'unavailable', message: 'setting REGISTRATION: expected open, invite or closed' },
    ])
  }
  silent.mockRestore()
})

test.each(['invite', 'closed'])('REGISTRATION=%s makes no account', async (REGISTRATION) => {
  const email = `${newId()}@example.org`
  const answer = await withEnv({ REGISTRATION }, '/api/v1/auth/register', post(account(email)))
  expect([answer.status, answer.body.error]).toMatchObject([403, { code: 'registration_closed' }])
  const rows = env.DB.prepare('SELECT count(*) AS count FROM users WHERE email = ?').bind(email)
  expect(await rows.first('count')).toBe(0)
})

describe('limits', () => {
  const tight = { LIMIT_AUTH_PER_MINUTE: '3' }
  const login = (email: string, address: string) => {
    const init = post({ email, password: 'a wrong password', transport: 'bearer' })
    return withEnv(tight, '/api/v1/auth/login', { ...init, headers: { ...init.headers, 'cf-connecting-ip': address } })
  }

  test('on guessing: by account, from whatever address', async () => {
    const { user } = await person()
    const answers = []
    for (let at = 1; at <= 4; at++) answers.push(await login(user.email, `198.51.100.${at}`))
    expect(answers.map((each) => each.status)).toEqual([401, 401, 401, 429])
    expect(Number(answers[3]!.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(answers[3]!.body.error).toMatchObject({ code: 'rate_limit_exceeded', retry_after: expect.any(Number) })
  })

  test('on guessing: by address, whatever the account; an IPv6 home counts as one', async () => {
    const statuses = async (addresses: string[]) => {
      const all = []
      for (const address of addresses) all.push((await login(`${newId()}@example.org`, address)).status)
      return all
    }
    expect(await statuses(Array<string>(4).fill('203.0.113.9'))).toEqual([401, 401, 401, 429])
    expect(await statuses(['2001:db8:1:2::1', '2001:db8:1:2::2', '2001:db8:1:2:ffff::', '2001:DB8:1:2::3'])).toEqual([
      401, 401, 401, 429,
    ])
    expect(await statuses(['2001:db8:1:3::1'])).toEqual([401])
  })

  test('end after a minute', async () => {
    const email = `${newId()}@example.org`
    for (let at = 1; at <= 3; at++) await login(email, `198.51.100.${at + 10}`)
    const clock = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 61_000)
    const later = await login(email, '198.51.100.20')
    clock.mockRestore()
    expect(later.status).toBe(401)
  })

  test('on calls of one person', async () => {
    const [ada, bob] = [await person(), await person('Bob')]
    const ask = (token: string) =>
      withEnv({ LIMIT_API_PER_MINUTE: '5' }, '/api/v1/users/profile', { headers: { authorization: `Bearer ${token}` } })
    const statuses = []
    for (let at = 0; at < 6; at++) statuses.push((await ask(ada.access)).status)
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429])
    expect((await ask(bob.access)).status).toBe(200)
  })
})

test('a surprise is a 500 that tells its reader nothing but its id', async () => {
  const lines: string[] = []
  const log = vi.spyOn(console, 'error').mockImplementation((line: string) => void lines.push(line))
  const { access } = await person()
  const broken = new Proxy(env.DB, {
    get: () => () => {
      throw new Error('secret innards: Bearer abc.def.ghi sk-1234567890')
    },
  })
  const headers = { authorization: `Bearer ${access}` }
  const { status, body } = await withEnv({ DB: broken }, '/api/v1/projects', { headers })
  log.mockRestore()
  expect([status, body.error]).toMatchObject([500, { code: 'internal_error', request_id: expect.any(String) }])
  expect(JSON.stringify(body)).not.toContain('innards')
  expect(lines.join()).toContain('secret innards')
  expect(lines.join()).not.toMatch(/abc\.def|sk-12345/)
})

test('what isn’t ours goes to the page', async () => {
  const ASSETS = { fetch: async () => Response.json({ page: true }) } as unknown as Fetcher
  expect((await withEnv({ ASSETS }, '/projects/1')).body).toEqual({ page: true })
  expect((await withEnv({ ASSETS }, '/apiary')).body).toEqual({ page: true })
  expect((await withEnv({ ASSETS }, '/api/nothing')).status).toBe(404)
})

test('logs hold neither passwords nor keys nor tokens', async () => {
  const lines: string[] = []
  const spies = (['log', 'info', 'warn', 'error'] as const).map((level) =>
    vi.spyOn(console, level).mockImplementation((...parts: unknown[]) => void lines.push(parts.map(String).join(' '))),
  )
  const ada = await person()
  await ada.post('/keys', { provider: 'openai', key_name: 'k', key: 'sk-this-must-not-be-logged' })
  await call('POST', '/auth/login', { email: ada.user.email, password: 'a wrong password' })
  expect(codeOf(await ada.post('/keys', { provider: 'openai', key: 'sk-this-must-not-be-logged' }))).toBe(
    '400 invalid_request',
  )
  for (const spy of spies) spy.mockRestore()
  expect(lines.join()).not.toMatch(/must-not-be|battery staple|a wrong password/)
})
