import { expect, test } from 'vitest'
import { httpFailure } from './failure.ts'
import { retryAfter } from './retry-after.ts'

const fail = (status: number, error: object | string, headers: Record<string, string> = {}) =>
  httpFailure(status, new Headers(headers), typeof error === 'string' ? error : JSON.stringify(error))

test.each([
  [401, { error: { message: 'no', code: 'invalid_api_key' } }, 'provider_auth'],
  [400, { code: 'x', error: 'Incorrect API key provided: ab***cd' }, 'provider_auth'],
  [403, { error: { message: 'not your region' } }, 'provider_auth'],
  [403, { error: { message: 'input was flagged', code: 403 } }, 'provider_refused'],
  [402, { error: { message: 'Insufficient Balance' } }, 'provider_quota'],
  [429, { error: { message: 'You exceeded your current quota', code: 'insufficient_quota' } }, 'provider_quota'],
  [429, { error: { message: 'Rate limit reached', code: 'rate_limit_exceeded' } }, 'provider_rate_limit'],
  [503, { error: { message: 'Service Unavailable' } }, 'provider_overloaded'],
  [529, '', 'provider_overloaded'],
  [500, { error: { message: 'boom' } }, 'provider_error'],
  [404, { error: { message: "model 'x' not found, try pulling it first" } }, 'provider_model_not_found'],
  [404, '404 page not found', 'provider_error'],
  [404, { detail: 'Not Found' }, 'provider_error'],
  [400, { error: { message: 'x', code: 'context_length_exceeded' } }, 'provider_context_length'],
  [413, { error: { message: 'Request too large', code: 'rate_limit_exceeded' } }, 'provider_rate_limit'],
  [422, { message: 'temperature', detail: [] }, 'provider_bad_request'],
  [302, '', 'provider_bad_request'],
])('%i %j is %s', (status, body, kind) => {
  expect(fail(status, body)).toMatchObject({ kind, status })
})

test('a provider that repeats the key when it refuses it is not quoted', () => {
  expect(fail(401, { error: { message: 'Incorrect API key provided: sk-secret' } }).message).not.toContain('sk-secret')
})

test('a web page in place of an answer points at the base URL', () => {
  expect(fail(502, '<html><h1>Bad Gateway</h1>').message).toBe(
    'The provider failed: it answered 502 with a web page; is the base URL right?',
  )
})

test('what is quoted is one line of at most 500 characters', () => {
  const { message } = fail(400, { error: { message: `a\n\n${'b'.repeat(10_000)}` } })
  expect(message.length).toBeLessThan(600)
  expect(message).not.toContain('\n')
})

const now = Date.parse('2026-11-01T00:00:00Z')
test.each<[Record<string, string>, object, number | null]>([
  [{ 'retry-after': '12' }, {}, 12],
  [{ 'retry-after': '0' }, {}, 0],
  [{ 'retry-after-ms': '250' }, {}, 0.25],
  [{ 'retry-after': '1', 'retry-after-ms': '0' }, {}, 1],
  [{ 'retry-after': 'Sun, 01 Nov 2026 00:00:30 GMT' }, {}, 30],
  [{ 'retry-after': 'soon' }, {}, null],
  [{}, { details: [{ retryDelay: '48s' }] }, 48],
  [{}, { message: 'Please try again in 1m30.5s.' }, 90.5],
  [{}, { message: 'Please try again in 6ms.' }, 0.006],
  [{}, { message: 'Please retry after 20 seconds.' }, 20],
  [{}, { retry_after: 3 }, 3],
  [{}, { metadata: { headers: { 'X-RateLimit-Reset': String(now + 5000) } } }, 5],
  [{}, { message: 'no' }, null],
])('retry after %j %j is %s s', (headers, error, seconds) => {
  expect(retryAfter(new Headers(headers), error, now)).toBe(seconds)
})
