import { expect, test } from 'vitest'
import { errorFailure, httpFailure } from './failure.ts'
import { retryAfter } from './retry-after.ts'

/** How members of the family say what went wrong, in their shapes and close to their words. */

const fail = (status: number, body: unknown) =>
  httpFailure(status, new Headers(), typeof body === 'string' ? body : JSON.stringify(body))
const wrapped = (message: string, more: object = {}) => ({ error: { message, ...more } })

test.each([
  ['Together', 422, wrapped('Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4097. Given: 9')],
  ['TGI', 422, { error: 'Input validation error: `inputs` must have less than 1024 tokens. Given: 1500' }],
  ['Moonshot', 400, wrapped('Invalid request: Your request exceeded model token limit: 8192')],
  ['DashScope', 400, wrapped('Range of input length should be [1, 30720]', { code: 'invalid_parameter_error' })],
  ['Z.ai', 400, wrapped('Prompt exceeds max length', { code: '1261' })],
  ['SGLang', 400, { object: 'error', message: 'Input length (5000 tokens) exceeds the maximum allowed length (4096)' }],
  ['Cerebras', 400, { message: 'Please reduce the length of the messages.', code: 'context_length_exceeded' }],
  ['Copilot', 400, wrapped('x', { code: 'model_max_prompt_tokens_exceeded' })],
  ['GitHub Models', 413, wrapped('Request body too large for gpt-4o model.', { code: 'tokens_limit_reached' })],
  ['llama.cpp', 400, wrapped('the request exceeds the available context size', { type: 'exceed_context_size_error' })],
])('%s: too long', (_, status, body) => {
  expect(fail(status, body).kind).toBe('provider_context_length')
})

test.each([
  ['OpenRouter', 400, wrapped('foo/bar is not a valid model ID', { code: 400 })],
  ['Together', 404, wrapped('Unable to access model x.', { code: 'model_not_available' })],
  ['Z.ai', 400, wrapped('Unknown Model, please check the model code.', { code: '1211' })],
  ['GitHub Models', 400, wrapped('Unavailable model: x', { code: 'unavailable_model' })],
  ['GitHub Models', 403, wrapped('No access to model: x', { code: 'no_access' })],
  ['Cloudflare', 400, { success: false, errors: [{ code: 5007, message: 'No such model @cf/x' }] }],
  ['NVIDIA', 404, { status: 404, title: 'Not Found', detail: "Function 'x': Not found for account 'y'" }],
  ['NVIDIA', 410, { status: 410, title: 'Gone', detail: 'It has reached its end' }],
  ['LM Studio', 400, { error: 'No models loaded. Please load a model' }],
  ['OpenAI', 403, wrapped('You are not allowed to sample from this model')],
  ['Groq', 403, wrapped('The model `x` is blocked', { code: 'model_permission_blocked_org' })],
  ['DeepSeek', 400, wrapped('Model Not Exist')],
])('%s: no such model', (_, status, body) => {
  expect(fail(status, body).kind).toBe('provider_model_not_found')
})

test.each([
  ['DashScope', 400, wrapped('Access denied, please make sure your account is fine.', { code: 'Arrearage' })],
  ['Moonshot', 429, wrapped('Your account is suspended', { type: 'exceeded_current_quota_error' })],
  ['Z.ai', 429, wrapped('Usage limit reached for 5 hour.', { code: '1308' })],
  ['Cloudflare', 429, { errors: [{ code: 3036, message: 'you have used up your daily free allocation' }] }],
  ['Hugging Face', 402, { error: 'You have exceeded your monthly included credits for Inference Providers.' }],
  ['xAI', 403, { code: 'x', error: 'Your team has used all available credits or reached its spending limit' }],
  ['Volcengine', 429, wrapped('You have exceeded the 5-hour usage quota.', { code: 'AccountQuotaExceeded' })],
  ['Fireworks', 412, wrapped('Account is suspended, possibly due to reaching the monthly spending limit')],
])('%s: nothing left to spend', (_, status, body) => {
  expect(fail(status, body).kind).toBe('provider_quota')
})

const googleSays = (quotaId: string) => ({
  error: {
    code: 429,
    status: 'RESOURCE_EXHAUSTED',
    message: 'You exceeded your current quota, please check your plan and billing details.',
    details: [{ violations: [{ quotaId }] }, { retryDelay: '20s' }],
  },
})
const relayed = (said: object) =>
  wrapped('Provider returned error', { code: 429, metadata: { raw: JSON.stringify(said) } })

test.each([
  ['GenerateRequestsPerDayPerProjectPerModel-FreeTier', 'provider_quota'],
  ['GenerateRequestsPerMinutePerProjectPerModel-FreeTier', 'provider_rate_limit'],
])('Google’s limit %s is %s, also where a relay passes it on', (quotaId, kind) => {
  expect(fail(429, [googleSays(quotaId)])).toMatchObject({ kind, retry_after: 20 })
  expect(fail(429, relayed(googleSays(quotaId)))).toMatchObject({ kind, retry_after: 20 })
})

test.each([
  ['DashScope', 400, wrapped('Input data may contain inappropriate content.', { code: 'data_inspection_failed' })],
  ['Z.ai', 400, wrapped('The input may be unsafe or sensitive content', { code: '1301' })],
  ['MiniMax', 400, wrapped('input new_sensitive (1026)')],
  ['Moonshot', 400, wrapped('The request was rejected because it was considered high risk')],
  ['xAI', 400, { code: 'x', error: 'Content violates usage guidelines. Team: t, API key ID: k' }],
])('%s: refused', (_, status, body) => {
  expect(fail(status, body).kind).toBe('provider_refused')
})

test.each([
  ['a word in the prompt', 400, wrapped('Invalid token in prompt: 123456')],
  ['another parameter', 400, wrapped('For this model json_schema is not supported', { param: 'response_format' })],
  ['a parameter that a model lacks', 400, wrapped("'stop' is not supported with this model.", { param: 'stop' })],
  ['tools', 400, wrapped('`tool calling` is not supported with this model')],
])('a request that is not accepted for %s', (_, status, body) => {
  expect(fail(status, body).kind).toBe('provider_bad_request')
})

test.each([
  [{ object: 'error', message: { detail: [{ loc: ['body', 'n'], msg: 'Field required' }] } }, 'n: Field required'],
  [{ detail: { error: { message: 'deep words' } } }, 'deep words'],
  [{ detail: { message: 'deep words' } }, 'deep words'],
  [{ errors: ['first words', 'second'] }, 'first words'],
  [{ error: ['first words'] }, 'first words'],
  [{ code: 1, msg: 'short words' }, 'short words'],
  [{ error: { code: 1, error_msg: 'other words' } }, 'other words'],
  [{ title: 'Gone', status: 400 }, 'Gone'],
  ['"a JSON string"', 'a JSON string'],
])('the words of %j', (body, words) => {
  expect(fail(400, body).message).toContain(words)
})

test.each([
  [wrapped('The model `x` does not exist.'), 'provider_model_not_found'],
  [wrapped('x', { type: 'NotFoundError' }), 'provider_model_not_found'],
  [wrapped('x', { code: 'invalid_image_format' }), 'provider_bad_request'],
  [wrapped('x', { code: 'image_content_policy_violation' }), 'provider_refused'],
  [wrapped('x', { code: 'usage_limit_reached' }), 'provider_quota'],
  [wrapped('x', { code: 'slow_down' }), 'provider_overloaded'],
  [wrapped('Provider returned error', { metadata: { raw: { error: 'model overloaded' } } }), 'provider_overloaded'],
  [wrapped('model is unavailable, try again later'), 'provider_overloaded'],
])('in a stream %j is %s', (said, kind) => {
  expect(errorFailure(200, said).kind).toBe(kind)
})

test.each([
  [{ retry_after_seconds: 12 }, 12],
  [{ retry_after: '7' }, 7],
  [{ metadata: { retry_after_seconds: 3 } }, 3],
  [{ metadata: { headers: { 'Retry-After': '9' } } }, 9],
  [{ message: 'Please wait 30 seconds before retrying.' }, 30],
  [{ message: 'Please wait.' }, null],
  [{ metadata: { raw: 'Rate limited. Please retry in 4s.' } }, 4],
  [{ metadata: { raw: '{"message":"Too many requests"}' } }, null],
])('retry after %j is %s s', (error, seconds) => {
  expect(retryAfter(new Headers(), error, 0)).toBe(seconds)
})
