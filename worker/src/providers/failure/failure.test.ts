import { expect, test } from 'vitest'
import { providerFailureKinds } from '#protocol/error.ts'
import { errorFailure, httpFailure, providerFailure } from './failure.ts'
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
  [302, '', 'provider_error'],
  [401, { detail: 'Unauthorized' }, 'provider_auth'],
  [400, { object: 'error', message: 'Invalid model: x', type: 'invalid_model' }, 'provider_model_not_found'],
  [
    403,
    { error: "The model 'grok-9' does not exist or your team does not have access to it" },
    'provider_model_not_found',
  ],
  [403, { error: 'Content violates usage guidelines. Failed check: SAFETY_CHECK_TYPE_BIO' }, 'provider_refused'],
  [400, { error: { message: 'Your credit balance is too low to access the Anthropic API.' } }, 'provider_quota'],
  [
    400,
    { error: { message: 'The input token count (9) exceeds the maximum number of tokens allowed (8)' } },
    'provider_context_length',
  ],
  [
    400,
    { error: { message: 'max_tokens is too large: 9. This model supports at most 8 completion tokens' } },
    'provider_bad_request',
  ],
  [
    400,
    { error: { message: 'input length and `max_tokens` exceed context limit: 9 + 9 > 10' } },
    'provider_context_length',
  ],
  [
    400,
    { error: { message: 'x', code: 'content_filter', innererror: { code: 'ResponsibleAIPolicyViolation' } } },
    'provider_refused',
  ],
  [
    404,
    { error: { code: 'DeploymentNotFound', message: 'The API deployment does not exist' } },
    'provider_model_not_found',
  ],
  [
    413,
    { type: 'error', error: { type: 'request_too_large', message: 'Request exceeds the maximum size' } },
    'provider_context_length',
  ],
  [
    429,
    { error: { code: 'rate_limit_exceeded', message: 'Limit 3. Add a payment method at …/account/billing.' } },
    'provider_rate_limit',
  ],
  [429, { error: { message: 'You have reached your specified API usage limits.' } }, 'provider_quota'],
  [502, { errors: [{ message: 'bad gateway' }] }, 'provider_error'],
  [500, [{ error: { code: 500, message: 'INTERNAL' } }], 'provider_error'],
])('%i %j is %s', (status, body, kind) => {
  expect(fail(status, body)).toMatchObject({ kind, status })
})

test.each([
  [{ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }, 'provider_overloaded'],
  [{ type: 'error', error: { type: 'rate_limit_error', message: 'slow' } }, 'provider_rate_limit'],
  [{ type: 'error', error: { type: 'authentication_error', message: 'x' } }, 'provider_auth'],
  [{ type: 'error', error: { type: 'not_found_error', message: 'x' } }, 'provider_model_not_found'],
  [
    { type: 'error', error: { type: 'invalid_request_error', message: 'prompt is too long' } },
    'provider_context_length',
  ],
  [{ type: 'error', error: { type: 'api_error', message: 'Internal server error' } }, 'provider_error'],
  [{ error: { code: 'server_error', message: 'The server had an error' } }, 'provider_error'],
  [{ error: { code: 'insufficient_quota', message: 'x' } }, 'provider_quota'],
  [{ error: { code: 'invalid_prompt', message: 'flagged' } }, 'provider_refused'],
  [{ error: { code: 502, message: 'x' } }, 'provider_error'],
  [{ error: { code: 'tool_use_failed', status_code: 400, message: 'x' } }, 'provider_bad_request'],
  ['an error was encountered while running the model', 'provider_error'],
])('in a stream %j is %s', (said, kind) => {
  expect(errorFailure(200, said).kind).toBe(kind)
})

test('every kind says what happened and what to do', () => {
  for (const kind of providerFailureKinds) {
    expect(providerFailure(kind, null).message).toMatch(/^The [^:\n]+\.\n[A-Z][^\n]+\.$/)
  }
})

test('what servers built with FastAPI say of a field is told', () => {
  const body = { detail: [{ type: 'extra_forbidden', loc: ['body', 'user'], msg: 'Extra inputs are not permitted' }] }
  expect(fail(422, body).message).toContain('user: Extra inputs are not permitted.')
})

test('a provider that says so is not asked again', () => {
  expect(fail(500, {}, { 'x-should-retry': 'false' })).toMatchObject({ retryable: false })
  expect(fail(500, {}, { 'x-should-retry': 'true' }).retryable).toBeUndefined()
})

test('a provider that repeats the key when it refuses it is not quoted', () => {
  expect(fail(401, { error: { message: 'Incorrect API key provided: sk-secret' } }).message).not.toContain('sk-secret')
})

test('a web page in place of an answer points at the base URL', () => {
  expect(fail(502, '<html><h1>Bad Gateway</h1>').message).toBe(
    'The provider failed: it answered 502 with a web page; is the base URL right?\nTry again, or choose another model.',
  )
})

test('what is quoted is one line of at most 500 characters', () => {
  const { message } = fail(400, { error: { message: `a\n\n${'b'.repeat(10_000)}` } })
  expect(message.length).toBeLessThan(700)
  expect(message.split('\n')).toEqual([expect.stringMatching(/: a b+…$/), expect.stringContaining('Change')])
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
  [
    {
      'x-ratelimit-remaining-tokens': '0',
      'x-ratelimit-reset-tokens': '6m0s',
      'x-ratelimit-remaining-requests': '9',
      'x-ratelimit-reset-requests': '9h',
    },
    {},
    360,
  ],
  [
    { 'anthropic-ratelimit-requests-remaining': '0', 'anthropic-ratelimit-requests-reset': '2026-11-01T00:00:30Z' },
    {},
    30,
  ],
  [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(now / 1000 + 7) }, {}, 7],
  [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '8' }, {}, 8],
])('retry after %j %j is %s s', (headers, error, seconds) => {
  expect(retryAfter(new Headers(headers), error, now)).toBe(seconds)
})
