import { expect, test } from 'vitest'
import { bedrockException, bedrockFailure } from './failure.ts'

const refused = (status: number, type: string, message: string) =>
  bedrockFailure(status, new Headers({ 'x-amzn-errortype': type }), JSON.stringify({ message }))
const maker = 'The model returned the following errors:'

test.each([
  [400, 'ValidationException', `${maker} "thinking" is not supported for this model.`, 'provider_bad_request'],
  [400, 'ValidationException', `${maker} temperature: range: 0..1`, 'provider_bad_request'],
  [400, 'ValidationException', `${maker} prompt is too long: 9 tokens > 8 maximum`, 'provider_context_length'],
  [400, 'ValidationException', 'Input is too long for requested model.', 'provider_context_length'],
  [400, 'ValidationException', 'The provided model identifier is invalid.', 'provider_model_not_found'],
  [
    400,
    'ValidationException',
    'Invocation of model ID x with on-demand throughput isn’t supported. Retry with an inference profile.',
    'provider_model_not_found',
  ],
  [400, 'ValidationException', "This model doesn't support tool use in streaming mode.", 'provider_bad_request'],
  [
    403,
    'AccessDeniedException',
    "You don't have access to the model with the specified ID.",
    'provider_model_not_found',
  ],
  [403, 'AccessDeniedException', 'User: x is not authorized to perform: y', 'provider_auth'],
  [403, 'ExpiredTokenException', 'The security token included in the request is expired', 'provider_auth'],
  [429, 'ThrottlingException', 'Too many tokens, please wait before trying again.', 'provider_rate_limit'],
  [429, 'ThrottlingException', 'Too many tokens per day, please wait before trying again.', 'provider_quota'],
  [503, 'ServiceUnavailableException', 'Bedrock is unable to process your request.', 'provider_overloaded'],
  [424, 'ModelErrorException', 'The system encountered an unexpected error.', 'provider_error'],
])('%i %s: %s', (status, type, message, kind) => {
  expect(refused(status, `${type}:http://internal.amazon.com/coral/`, message)).toMatchObject({ kind, status })
  expect(bedrockFailure(status, new Headers(), JSON.stringify({ message })).kind).toBe(kind)
  expect(bedrockException(type.charAt(0).toLowerCase() + type.slice(1), message).kind).toBe(kind)
})

test('the type may stand in the body, the message under a capital', () => {
  const body = JSON.stringify({ __type: 'com.amazon.coral.service#ExpiredTokenException', Message: 'expired' })
  expect(bedrockFailure(403, new Headers(), body)).toMatchObject({ kind: 'provider_auth', status: 403 })
})

test('what is not AWS’s is told as it is', () => {
  expect(bedrockFailure(400, new Headers(), '{"error":{"message":"prompt is too long"}}').kind).toBe(
    'provider_context_length',
  )
  expect(bedrockFailure(503, new Headers(), '<html>').kind).toBe('provider_overloaded')
})
