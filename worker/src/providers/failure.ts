import type { ProviderFailure, ProviderFailureKind } from '../../protocol/error.ts'
import { failureKind } from './failure-kind.ts'
import { isObject, object, text, type Json } from './json.ts'
import { retryAfter } from './retry-after.ts'

const DETAIL_MAX_CHARS = 500

const words: Record<ProviderFailureKind, string> = {
  provider_auth: 'The provider did not accept the key',
  provider_quota: "The provider's credit or quota is used up",
  provider_rate_limit: 'The provider asks to slow down',
  provider_overloaded: 'The provider is overloaded',
  provider_model_not_found: 'The provider does not have this model',
  provider_context_length: 'The conversation is longer than this model can read',
  provider_bad_request: 'The provider did not accept the request',
  provider_refused: 'The provider refused to answer this',
  provider_unreachable: 'The provider could not be reached',
  provider_stream_broken: "The provider's answer broke off",
  provider_error: 'The provider failed',
}

/** A failure of this kind in words for a person, with the provider's own behind them. */
export function providerFailure(
  kind: ProviderFailureKind,
  status: number | null,
  detail = '',
  retry_after: number | null = null,
): ProviderFailure {
  // Several servers answer a wrong key by repeating it: what they say about keys stays with them.
  const said = kind === 'provider_auth' ? '' : shorten(detail)
  return { kind, status, message: said ? `${words[kind]}: ${said}` : `${words[kind]}.`, retry_after }
}

/** An answer with a status outside 2xx. Content types lie, so the body is tried as JSON whatever it claims to be. */
export function httpFailure(status: number, headers: Headers, body: string): ProviderFailure {
  if (status >= 300 && status < 400) {
    return providerFailure('provider_bad_request', status, 'it answered with a redirect; is the base URL right?')
  }
  const json = parse(body)
  if (json === undefined) return plainFailure(status, headers, body)
  const error = errorOf(json)
  return providerFailure(failureKind(status, error), status, messageOf(error), retryAfter(headers, error))
}

/** An error inside of an answer that began well. It may name the status it would have had. */
export function errorFailure(status: number, said: unknown): ProviderFailure {
  const error = errorOf(said)
  const own = [error.status_code, error.code, error.status].map(Number).find((code) => code >= 400 && code < 600)
  return providerFailure(
    failureKind(own ?? status, error),
    own ?? status,
    messageOf(error),
    retryAfter(new Headers(), error),
  )
}

function plainFailure(status: number, headers: Headers, body: string): ProviderFailure {
  const page = /^\s*</.test(body)
  const error: Json = { message: page ? '' : body.trim() }
  const detail = page ? `it answered ${status} with a web page; is the base URL right?` : text(error.message)
  return providerFailure(failureKind(status, error), status, detail || `status ${status}`, retryAfter(headers, error))
}

/** The part of a body that describes the failure: under `error` (an object or a string), `detail`, or the body itself. */
function errorOf(said: unknown): Json {
  if (typeof said === 'string') return { message: said }
  const body = object(Array.isArray(said) ? said[0] : said)
  if (isObject(body.error)) return body.error
  if (typeof body.error === 'string') return { ...body, message: body.error }
  return body
}

function messageOf(error: Json): string {
  const raw = object(error.metadata).raw
  // "Provider returned error" of OpenRouter says nothing; what the provider behind it said does.
  if (typeof raw === 'string' && raw) return raw
  return text(error.message) || text(error.detail) || text(error.error_description)
}

function shorten(detail: string): string {
  const line = detail.replace(/\s+/g, ' ').trim()
  return line.length > DETAIL_MAX_CHARS ? `${line.slice(0, DETAIL_MAX_CHARS)}…` : line
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
