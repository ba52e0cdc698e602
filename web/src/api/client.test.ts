import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { api, ApiError, onSessionEnd } from './client.ts'
import { forgetRefresh } from './refresh.ts'

type Answer = { status: number; body?: unknown; headers?: Record<string, string> }
interface Asked {
  method: string
  path: string
  headers: Headers
}
let asked: Asked[]
let server: (request: Asked) => Answer | Promise<Answer>

beforeEach(() => {
  asked = []
  forgetRefresh()
  onSessionEnd(() => Promise.resolve(false))
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const request = { method: init.method!, path: url.replace('/api/v1', ''), headers: new Headers(init.headers) }
    asked.push(request)
    const { status, body, headers } = await server(request)
    return new Response(status === 204 ? null : JSON.stringify(body ?? {}), { status, headers })
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const refused = (code: string, status: number, more: object = {}): Answer => ({
  status,
  body: { error: { code, message: 'No.', request_id: 'r', ...more } },
})
const unauthorized = refused('unauthorized', 401)
const caught = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error as ApiError,
  )

test('a refusal names its fields in sentences', async () => {
  const fields = [
    { field: 'email', message: 'must be an email address' },
    { field: 'password', message: 'at least 10 characters' },
    { field: 'current', message: 'is wrong' },
  ]
  server = () => refused('invalid_request', 400, { details: { fields } })
  const error = await caught(api.post('/auth/register', {}))
  expect(error).toBeInstanceOf(ApiError)
  expect(error).toMatchObject({ code: 'invalid_request', status: 400, request_id: 'r' })
  expect(error!.fields).toEqual({
    email: 'It must be an email address.',
    password: 'At least 10 characters.',
    current: 'It is wrong.',
  })
})

test('seconds to wait come from the body or from Retry-After', async () => {
  server = () => refused('rate_limit_exceeded', 429, { retry_after: 7 })
  expect((await caught(api.get('/threads')))!.retry_after).toBe(7)
  server = () => ({ status: 429, headers: { 'retry-after': '9' } })
  expect(await caught(api.get('/threads'))).toMatchObject({ code: 'rate_limit_exceeded', retry_after: 9 })
})

test('no answer is its own kind of error, a broken one too', async () => {
  server = () => Promise.reject(new TypeError('fetch failed'))
  expect(await caught(api.get('/threads'))).toMatchObject({ code: 'offline', status: 0 })
  server = () => ({ status: 500 })
  expect(await caught(api.get('/threads'))).toMatchObject({ code: 'internal_error', status: 500 })
})

test('empty parts of a query are left out, the others are escaped', async () => {
  server = () => ({ status: 200 })
  await api.get('/threads', { query: { search: 'a&b', cursor: null, project_id: undefined, limit: 20 } })
  expect(asked[0]!.path).toBe('/threads?search=a%26b&limit=20')
})

test('many requests that meet 401 refresh once and are sent again, a POST under its old key', async () => {
  let fresh = false
  server = async ({ path }) => {
    if (path !== '/auth/refresh') return fresh ? { status: 200, body: { path } } : unauthorized
    await new Promise((resolve) => setTimeout(resolve, 20))
    fresh = true
    return { status: 200 }
  }
  await Promise.all([api.get('/keys'), api.get('/projects'), api.post('/threads')])
  expect(asked.filter(({ path }) => path === '/auth/refresh')).toHaveLength(1)
  const posts = asked.filter(({ path }) => path === '/threads').map(({ headers }) => headers.get('idempotency-key'))
  expect(posts).toHaveLength(2)
  expect(posts[0]).toMatch(/^[0-9a-f-]{36}$/)
  expect(posts[1]).toBe(posts[0])
})

test('when the session is over, a request waits for the person and then goes on', async () => {
  let isIn = false
  server = ({ path }) => (path === '/auth/refresh' || !isIn ? unauthorized : { status: 200, body: { ok: true } })
  let questions = 0
  onSessionEnd(async () => {
    questions++
    await new Promise((resolve) => setTimeout(resolve, 20))
    isIn = true
    return true
  })
  expect(await api.put('/users/profile', { username: 'Ines' })).toEqual({ ok: true })
  expect(questions).toBe(1)
})

test('a refused sign-in is the answer, not a reason to ask for one', async () => {
  server = () => unauthorized
  onSessionEnd(() => Promise.reject(new Error('asked')))
  expect(await caught(api.post('/auth/login', {}))).toMatchObject({ code: 'unauthorized' })
  server = () => refused('invalid_credentials', 401)
  expect(await caught(api.put('/users/password', {}))).toMatchObject({ code: 'invalid_credentials' })
  expect(asked).toHaveLength(2)
})

test('cookies that are not kept end in an error, not in a circle', async () => {
  server = ({ path }) => (path === '/auth/refresh' ? { status: 200 } : unauthorized)
  expect(await caught(api.get('/keys'))).toMatchObject({ code: 'unauthorized' })
  expect(asked.filter(({ path }) => path === '/keys')).toHaveLength(3)
})

test('a server that is away during a refresh signs nobody out', async () => {
  server = ({ path }) => (path === '/auth/refresh' ? { status: 503 } : unauthorized)
  onSessionEnd(() => Promise.reject(new Error('asked')))
  expect(await caught(api.get('/keys'))).toMatchObject({ code: 'offline' })
})
