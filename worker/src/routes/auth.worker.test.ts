import { env } from 'cloudflare:workers'
import { describe, expect, test, vi } from 'vitest'
import { newId } from '#protocol/ids.ts'
import { call, Client, codeOf, eventually, ORIGIN, PASSWORD, person } from '../../test/client.ts'

const account = (more: object = {}) => ({
  username: 'Ada',
  email: `${newId()}@example.org`,
  password: PASSWORD,
  ...more,
})
const cookiesOf = (headers: Headers) =>
  headers
    .getSetCookie()
    .map((line) => line.split(';')[0]!)
    .join('; ')

test('the first account is the admin, also when many come at once; the others are not', async () => {
  const all = await Promise.all(Array.from({ length: 5 }, () => call('POST', '/auth/register', account())))
  expect(all.map((each) => each.status)).toEqual([201, 201, 201, 201, 201])
  expect(all.filter((each) => each.body.user.is_admin)).toHaveLength(1)
})

test('an email has one account, in whatever case', async () => {
  const email = `${newId()}@example.org`
  await call('POST', '/auth/register', account({ email }))
  const again = await call('POST', '/auth/register', account({ email: email.toUpperCase() }))
  expect(codeOf(again)).toBe('409 conflict')
})

describe('cookies', () => {
  const origin = { origin: ORIGIN }

  test('are HttpOnly, SameSite, Secure and bound to the host; the tokens are in no body', async () => {
    const { headers, body, status } = await call('POST', '/auth/register', account(), origin)
    expect(status).toBe(201)
    expect(Object.keys(body).sort()).toEqual(['expires_in', 'user'])
    const lines = headers.getSetCookie()
    expect(lines).toHaveLength(2)
    for (const line of lines) expect(line).toMatch(/^__Host-edgewise_\w+=.+; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
  })

  test('a change needs our own page; reading does not', async () => {
    const { headers } = await call('POST', '/auth/register', account(), origin)
    const cookie = cookiesOf(headers)
    const rename = (more: Record<string, string>) =>
      call('PUT', '/users/profile', { username: 'Bob' }, { cookie, ...more })
    expect((await call('GET', '/users/profile', undefined, { cookie })).status).toBe(200)
    expect(codeOf(await rename({}))).toBe('403 csrf_refused')
    expect(codeOf(await rename({ origin: 'https://evil.test' }))).toBe('403 csrf_refused')
    expect(codeOf(await rename({ origin: 'null' }))).toBe('403 csrf_refused')
    expect(codeOf(await rename({ origin: 'https://evil.test', 'sec-fetch-site': 'same-origin' }))).toBe(
      '403 csrf_refused',
    )
    expect(codeOf(await rename({ 'sec-fetch-site': 'cross-site' }))).toBe('403 csrf_refused')
    expect((await rename({ origin: ORIGIN })).status).toBe(200)
    expect((await rename({ 'sec-fetch-site': 'same-origin' })).status).toBe(200)
  })

  test('nobody can be signed in, refreshed or signed out from another page', async () => {
    const evil = { origin: 'https://evil.test' }
    expect(codeOf(await call('POST', '/auth/register', account(), evil))).toBe('403 csrf_refused')
    const { headers } = await call('POST', '/auth/register', account(), origin)
    const cookie = cookiesOf(headers)
    for (const path of ['/auth/refresh', '/auth/logout']) {
      expect(codeOf(await call('POST', path, undefined, { cookie, ...evil }))).toBe('403 csrf_refused')
    }
  })

  test('refresh and logout by cookie', async () => {
    const { headers } = await call('POST', '/auth/register', account(), origin)
    const refreshed = await call('POST', '/auth/refresh', undefined, { cookie: cookiesOf(headers), ...origin })
    expect(refreshed.status).toBe(200)
    const cookie = cookiesOf(refreshed.headers)
    const left = await call('POST', '/auth/logout', undefined, { cookie, ...origin })
    expect(left.status).toBe(204)
    expect(left.headers.getSetCookie().every((line) => line.includes('Max-Age=0'))).toBe(true)
    expect(codeOf(await call('GET', '/users/profile', undefined, { cookie }))).toBe('401 unauthorized')
    expect(codeOf(await call('POST', '/auth/refresh', undefined, { cookie, ...origin }))).toBe('401 unauthorized')
  })
})

describe('refresh', () => {
  const refresh = (refresh_token: string, agent = 'tests') =>
    call('POST', '/auth/refresh', { refresh_token }, { 'user-agent': agent })
  const later = (ms: number) => vi.spyOn(Date, 'now').mockReturnValue(Date.now() + ms)

  test('a token that was used before ends the whole family', async () => {
    const ada = await person()
    const second = (await refresh(ada.refresh)).body
    const third = (await refresh(second.refresh_token)).body
    expect(codeOf(await refresh(ada.refresh))).toBe('401 refresh_reused')
    expect(codeOf(await refresh(third.refresh_token))).toBe('401 unauthorized')
    const bearer = { authorization: `Bearer ${third.access_token}` }
    expect(codeOf(await call('GET', '/users/profile', undefined, bearer))).toBe('401 unauthorized')
  })

  test('two tabs that refresh at the same moment both go on, with the same tokens', async () => {
    const ada = await person()
    const [one, two] = await Promise.all([refresh(ada.refresh), refresh(ada.refresh)])
    expect([one.status, two.status]).toEqual([200, 200])
    expect(one.body.refresh_token).toBe(two.body.refresh_token)
    expect((await refresh(one.body.refresh_token)).status).toBe(200)
  })

  test('the same token from another browser, or after ten seconds, is a copy', async () => {
    const ada = await person()
    await refresh(ada.refresh)
    expect(codeOf(await refresh(ada.refresh, 'another'))).toBe('401 refresh_reused')
    const bob = await person()
    await refresh(bob.refresh)
    const clock = later(11_000)
    const reused = await refresh(bob.refresh)
    clock.mockRestore()
    expect(codeOf(reused)).toBe('401 refresh_reused')
  })

  test('a forged token is nothing, and ends nobody’s session', async () => {
    const ada = await person()
    const [session, generation] = ada.refresh.split('.')
    for (const token of ['', 'x', `${session}.${generation}.forged`, `${session}.0.${ada.refresh.split('.')[2]}`]) {
      expect((await refresh(token)).status).toBe(401)
    }
    expect((await ada.get('/users/profile')).status).toBe(200)
  })
})

describe('sign in', () => {
  test('a wrong password and an unknown email get the same answer, after the same work', async () => {
    const ada = await person()
    const timed = async (email: string) => {
      const started = performance.now()
      const { body, status } = await call('POST', '/auth/login', { email, password: 'not the password' })
      return { status, error: { ...body.error, request_id: '' }, took: performance.now() - started }
    }
    const wrong = await timed(ada.user.email)
    const unknown = await timed(`${newId()}@example.org`)
    expect(wrong.status).toBe(401)
    expect(unknown.error).toEqual(wrong.error)
    expect(unknown.took).toBeGreaterThan(wrong.took / 3)
  })

  test('by bearer; an ended session ends its access token at once', async () => {
    const ada = await person()
    const again = await call('POST', '/auth/login', { email: ada.user.email, password: PASSWORD, transport: 'bearer' })
    const second = new Client(again.body)
    expect((await second.post('/auth/logout')).status).toBe(204)
    expect(codeOf(await second.get('/users/profile'))).toBe('401 unauthorized')
    expect((await ada.get('/users/profile')).status).toBe(200)
  })

  test('a token of another kind, another key or another time is refused', async () => {
    const ada = await person()
    const [head, body] = ada.access.split('.')
    const none = `${btoa('{"alg":"none","typ":"JWT"}').replaceAll('=', '')}.${body}.`
    for (const token of [ada.refresh, `${head}.${body}.x`, none, 'x', '']) {
      const answer = await call('GET', '/users/profile', undefined, { authorization: `Bearer ${token}` })
      expect(codeOf(answer)).toBe('401 unauthorized')
    }
    const clock = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 16 * 60_000)
    const old = await ada.get('/users/profile')
    clock.mockRestore()
    expect(codeOf(old)).toBe('401 unauthorized')
  })
})

test('a password is stored as a hash with its parameters', async () => {
  const ada = await person()
  const row = env.DB.prepare('SELECT password_hash FROM users WHERE id = ?').bind(ada.user.id)
  expect(await row.first('password_hash')).toMatch(/^scrypt\$16384\$8\$5\$[\w+/=]{24}\$[\w+/=]{44}$/)
})

test('signing in sweeps out what has ended', async () => {
  const ada = await person()
  await ada.post('/auth/ws-ticket')
  await ada.post('/projects', { name: 'P' }, { 'idempotency-key': newId() })
  const past = '2020-01-01T00:00:00.000Z'
  const mine = `user_id = '${ada.user.id}'`
  await env.DB.batch([
    env.DB.prepare(`UPDATE sessions SET expires_at = ? WHERE ${mine}`).bind(past),
    env.DB.prepare(`UPDATE ws_tickets SET expires_at = ? WHERE ${mine}`).bind(past),
    env.DB.prepare(`UPDATE idempotency SET created_at = ? WHERE ${mine}`).bind(past),
  ])
  expect(codeOf(await ada.get('/users/profile'))).toBe('401 unauthorized')
  expect(codeOf(await call('POST', '/auth/refresh', { refresh_token: ada.refresh }))).toBe('401 unauthorized')
  const bob = await person('Bob')
  await call('POST', '/auth/login', { email: bob.user.email, password: PASSWORD })
  for (const table of ['sessions', 'ws_tickets', 'idempotency']) {
    const rows = env.DB.prepare(`SELECT count(*) AS count FROM ${table} WHERE ${mine}`)
    await eventually(async () => (await rows.first('count')) === 0)
  }
})
