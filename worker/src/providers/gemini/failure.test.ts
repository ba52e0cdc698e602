import { expect, test } from 'vitest'
import { geminiFailure } from './failure.ts'

const refused = (code: number, status: string, message: string, details: unknown[] = []) =>
  geminiFailure(code, new Headers(), JSON.stringify({ error: { code, status, message, details } }))
const quota = (quotaId: string) => ({ '@type': 'QuotaFailure', violations: [{ quotaId }] })
const wait = { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '48s' }
const words = 'You exceeded your current quota, please check your plan and billing details.'

test('a wrong key is 400 here, and what was said of it is not repeated', () => {
  const said = refused(400, 'INVALID_ARGUMENT', 'Bad thing AIzaSecret', [{ reason: 'API_KEY_INVALID' }])
  expect(said).toMatchObject({ kind: 'provider_auth', status: 400 })
  expect(said.message).not.toContain('AIza')
})

test.each([
  [
    400,
    'INVALID_ARGUMENT',
    'The input token count (9) exceeds the maximum number of tokens allowed (8).',
    'provider_context_length',
  ],
  [
    400,
    'INVALID_ARGUMENT',
    'The input token count is 9 but model only supports up to 8. Reduce it and try again.',
    'provider_context_length',
  ],
  [400, 'INVALID_ARGUMENT', 'Unknown name "x"', 'provider_bad_request'],
  [400, 'FAILED_PRECONDITION', 'User location is not supported for the API use.', 'provider_bad_request'],
  [403, 'PERMISSION_DENIED', 'Your API key was reported as leaked.', 'provider_auth'],
  [404, 'NOT_FOUND', 'models/x is not found for API version v1beta', 'provider_model_not_found'],
  [500, 'INTERNAL', 'An internal error has occurred.', 'provider_error'],
  [503, 'UNAVAILABLE', 'The model is overloaded.', 'provider_overloaded'],
  [504, 'DEADLINE_EXCEEDED', 'Deadline expired.', 'provider_error'],
])('%i %s: %s', (code, status, message, kind) => {
  expect(refused(code, status, message)).toMatchObject({ kind, status: code })
})

test('a minute’s limit passes, a day’s is used up; both say the same words', () => {
  const minute = quota('GenerateRequestsPerMinutePerProjectPerModel-FreeTier')
  const day = quota('GenerateRequestsPerDayPerProjectPerModel-FreeTier')
  expect(refused(429, 'RESOURCE_EXHAUSTED', words, [minute, wait])).toMatchObject({
    kind: 'provider_rate_limit',
    retry_after: 48,
  })
  expect(refused(429, 'RESOURCE_EXHAUSTED', words, [wait])).toMatchObject({ kind: 'provider_rate_limit' })
  expect(refused(429, 'RESOURCE_EXHAUSTED', words, [day, wait])).toMatchObject({
    kind: 'provider_quota',
    retry_after: 48,
  })
  expect(refused(429, 'RESOURCE_EXHAUSTED', words)).toMatchObject({ kind: 'provider_quota' })
})

test.each([
  ['Resource exhausted. Please try again later. Please refer to the page of errors.', 'provider_rate_limit'],
  ['Resource has been exhausted (e.g. check quota).', 'provider_rate_limit'],
  ['Quota exceeded for online_prediction_requests_per_base_model with base model: a-model.', 'provider_rate_limit'],
  ['Your project has exceeded its monthly spending cap.', 'provider_quota'],
])('a limit without any detail: %s', (message, kind) => {
  expect(refused(429, 'RESOURCE_EXHAUSTED', message).kind).toBe(kind)
})

test('an array, a page and nothing are failures too', () => {
  const list = JSON.stringify([{ error: { code: 503, status: 'UNAVAILABLE', message: 'm' } }])
  expect(geminiFailure(503, new Headers(), list)).toMatchObject({ kind: 'provider_overloaded' })
  expect(geminiFailure(502, new Headers(), '<html>')).toMatchObject({ kind: 'provider_error' })
  expect(geminiFailure(500, new Headers(), '')).toMatchObject({ kind: 'provider_error' })
})
