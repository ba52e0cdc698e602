import { parseJson } from '#protocol/codec.ts'
import type { ProviderFailure, ProviderFailureKind } from '#protocol/error.ts'
import { failureKind, streamFailureKind } from './failure-kind.ts'
import { failureWords } from './failure-words.ts'
import { isObject, list, object, text, type Json } from '../json.ts'
import { retryAfter } from './retry-after.ts'

const DETAIL_MAX_CHARS = 500

/**
 * A failure of this kind in words for a person: what happened with the provider's own words behind it, and on a line of its own
 * what to do. `retry_after` in seconds.
 */
export function providerFailure(
  kind: ProviderFailureKind,
  status: number | null,
  detail = '',
  retry_after: number | null = null,
): ProviderFailure {
  const { what, next } = failureWords[kind]
  // Several servers answer a wrong key by repeating it: what they say about keys stays with them.
  const said = kind === 'provider_auth' ? '' : shorten(detail)
  return { kind, status, message: `${said ? `${what}: ${sentence(said)}` : `${what}.`}\n${next}`, retry_after }
}

/** An answer with a status outside 2xx. Content types lie, so the body is tried as JSON whatever it claims to be. */
export function httpFailure(status: number, headers: Headers, body: string): ProviderFailure {
  if (status >= 300 && status < 400) {
    return providerFailure('provider_error', status, 'it answered with a redirect; is the base URL right?')
  }
  const json = parseJson(body) ?? parseJson(/^data: ?(\{.+)$/m.exec(body)?.[1] ?? '')
  const error = json === undefined ? plainError(status, body) : errorOf(json)
  const failure = providerFailure(
    failureKind(status, error),
    status,
    messageOf(error) || `status ${status}`,
    retryAfter(headers, error),
  )
  return headers.get('x-should-retry') === 'false' ? { ...failure, retryable: false } : failure
}

/** An error inside of an answer that began well. It may name the status it would have had. */
export function errorFailure(status: number, said: unknown): ProviderFailure {
  const error = errorOf(said)
  const own = [error.status_code, error.code, error.status].map(Number).find((code) => code >= 400 && code < 600)
  const kind = own ? failureKind(own, error) : streamFailureKind(error)
  return providerFailure(kind, own ?? status, messageOf(error), retryAfter(new Headers(), error))
}

function plainError(status: number, body: string): Json {
  const page = /^\s*</.test(body)
  return { message: page ? `it answered ${status} with a web page; is the base URL right?` : body.trim() }
}

/** The part of a body that describes the failure: under `error` (an object or a string), first of `errors`, or the body itself. */
function errorOf(said: unknown): Json {
  const found = partOf(said)
  // Mistral's message is sometimes an object, other servers' under another name: what it means is told by its words.
  return typeof found.message === 'string' && found.message ? found : { ...found, message: wordsIn(found) }
}

function partOf(said: unknown): Json {
  if (typeof said === 'string') return { message: said }
  const body = object(Array.isArray(said) ? said[0] : said)
  if (isObject(body.error)) return body.error
  if (typeof body.error === 'string') return { ...body, message: body.error }
  const first = list(body.errors ?? body.error)[0]
  if (first) return partOf(first)
  return isObject(body.detail) ? partOf(body.detail) : body
}

function messageOf(error: Json): string {
  const raw = object(error.metadata).raw
  // "Provider returned error" of OpenRouter says nothing; what the provider behind it said does.
  if (typeof raw === 'string' && raw) return text(errorOf(parseJson(raw) ?? raw).message) || raw
  return text(error.message)
}

function wordsIn({ message, detail, msg, error_msg, error_description, title }: Json): string {
  const inner = isObject(message) ? wordsIn(message) : fields(message)
  return inner || [detail, fields(detail), msg, error_msg, error_description, title].map(text).find(Boolean) || ''
}

/** What servers built with FastAPI say of a field: where it is and what is wrong. */
function fields(detail: unknown): string {
  const rows = list(detail).filter(isObject)
  return rows.map(({ loc, msg }) => [list(loc).slice(1).join('.'), text(msg)].filter(Boolean).join(': ')).join('; ')
}

function shorten(detail: string): string {
  const line = detail.replace(/\s+/g, ' ').trim()
  return line.length > DETAIL_MAX_CHARS ? `${line.slice(0, DETAIL_MAX_CHARS)}…` : line
}

function sentence(said: string): string {
  return /[.!?…]$/.test(said) ? said : `${said}.`
}
