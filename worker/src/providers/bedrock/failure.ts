import { parseJson } from '#protocol/codec.ts'
import type { ProviderFailure, ProviderFailureKind } from '#protocol/error.ts'
import { httpFailure, providerFailure } from '../failure/failure.ts'
import { object, text } from '../json.ts'
import { retryAfter } from '../failure/retry-after.ts'

interface Meaning {
  status: number
  kind: ProviderFailureKind
}

const meanings: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['AccessDeniedException', { status: 403, kind: 'provider_auth' }],
  ['UnrecognizedClientException', { status: 403, kind: 'provider_auth' }],
  ['InvalidSignatureException', { status: 403, kind: 'provider_auth' }],
  ['InvalidClientTokenId', { status: 403, kind: 'provider_auth' }],
  ['IncompleteSignatureException', { status: 403, kind: 'provider_auth' }],
  ['MissingAuthenticationTokenException', { status: 403, kind: 'provider_auth' }],
  ['ExpiredTokenException', { status: 403, kind: 'provider_auth' }],
  ['ExpiredToken', { status: 403, kind: 'provider_auth' }],
  ['ResourceNotFoundException', { status: 404, kind: 'provider_model_not_found' }],
  ['ValidationException', { status: 400, kind: 'provider_bad_request' }],
  ['ServiceQuotaExceededException', { status: 400, kind: 'provider_quota' }],
  ['ThrottlingException', { status: 429, kind: 'provider_rate_limit' }],
  ['TooManyRequestsException', { status: 429, kind: 'provider_rate_limit' }],
  ['ModelNotReadyException', { status: 429, kind: 'provider_overloaded' }],
  ['ModelTimeoutException', { status: 408, kind: 'provider_overloaded' }],
  ['ServiceUnavailableException', { status: 503, kind: 'provider_overloaded' }],
  ['ModelErrorException', { status: 424, kind: 'provider_error' }],
  ['ModelStreamErrorException', { status: 424, kind: 'provider_error' }],
  ['InternalServerException', { status: 500, kind: 'provider_error' }],
])

/** A relay may lose the header that names the type. */
const types: ReadonlyMap<number, string> = new Map([
  [400, 'ValidationException'],
  [403, 'AccessDeniedException'],
  [404, 'ResourceNotFoundException'],
  [408, 'ModelTimeoutException'],
  [424, 'ModelErrorException'],
  [429, 'ThrottlingException'],
  [500, 'InternalServerException'],
  [503, 'ServiceUnavailableException'],
])

const context =
  /too long|too many (input |total )?tokens|context (length|window|limit)|maximum (context|number of)|exceeds? the maximum|max.{0,20}input/i
const model =
  /model identifier is invalid|model.{0,80}(not (found|exist|supported)|isn.t supported|end of its life|legacy)|(access to|enabled?) the model|inference profile/i
const spent = /tokens per day|per day|daily/i

/**
 * What an answer outside 2xx means. Its type stands in a header alone, in front of a colon.
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html#API_runtime_ConverseStream_Errors
 */
export function bedrockFailure(status: number, headers: Headers, body: string): ProviderFailure {
  const said = object(parseJson(body))
  const type = text(headers.get('x-amzn-errortype')) || text(said['__type']) || text(said.type)
  const name = type.split(':')[0]!.split('#').at(-1)!
  const message = text(said.message) || text(said.Message)
  const known = meanings.get(name) ?? (message ? meanings.get(types.get(status) ?? '') : undefined)
  if (!known) return httpFailure(status, headers, body)
  const wait = retryAfter(headers, said)
  return providerFailure(precisely(known.kind, message), status, message || name, wait)
}

/** An exception within the stream. Its name begins with a small letter there, and its status never came. */
export function bedrockException(type: string, message: string): ProviderFailure {
  const known = meanings.get(type.charAt(0).toUpperCase() + type.slice(1))
  const kind = precisely(known?.kind ?? 'provider_error', message)
  return providerFailure(kind, known?.status ?? 200, message || type)
}

/** What the model's own maker says is about the request, also where it begins with "the model". */
const quoted = /^the model returned the following errors: /i

/** One type stands for much: an access that is missing is a model's, a validation mostly the prompt's length. */
function precisely(kind: ProviderFailureKind, said: string): ProviderFailureKind {
  const message = said.replace(quoted, '')
  if (kind === 'provider_bad_request' && context.test(message)) return 'provider_context_length'
  if (kind === 'provider_bad_request' && model.test(message)) return 'provider_model_not_found'
  if (kind === 'provider_auth' && /access to the model/i.test(message)) return 'provider_model_not_found'
  if (kind === 'provider_rate_limit' && spent.test(message)) return 'provider_quota'
  return kind
}
