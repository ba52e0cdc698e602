import { ZodError, type z } from 'zod'
import type { FieldError, ProviderFailureKind } from '#protocol/error.ts'
import { AppError } from '../../lib/error.ts'
import { described, log } from '../../lib/log.ts'
import { statusOf, type ErrorStatus } from '../../lib/status.ts'
import { asAppError } from '../http/answer-error.ts'
import type { AppContext } from '../http/app-env.ts'

/** An error as OpenAI writes it. `code` is a provider failure's kind, or a code of our own list. */
export interface OpenAiError {
  message: string
  type: string
  param: string | null
  code: string
}

/** Trying again changes nothing about these; OpenAI's clients try again unless they are told. */
const FINAL = new Set(['provider_quota', 'provider_auth', 'provider_refused'])

export function answerV1Error(thrown: unknown, c: AppContext): Response {
  const error = thrown instanceof ZodError ? invalidBody(thrown) : asAppError(thrown)
  const status = v1Status(error)
  const { retry_after } = error.extras
  if (status >= 500 && error.code !== 'ai_provider_error') {
    log('error', 'request failed', { request_id: c.get('request_id'), path: c.req.path, error: described(thrown) })
  }
  if (retry_after !== undefined) c.header('retry-after', String(Math.ceil(retry_after)))
  if (status === 401) c.header('www-authenticate', 'Bearer')
  const body = openAiError(error)
  if (FINAL.has(body.code)) c.header('x-should-retry', 'false')
  return c.json({ error: body }, status)
}

export function openAiError(error: AppError): OpenAiError {
  const [field] = (error.extras.details?.fields as FieldError[] | undefined) ?? []
  const code = error.extras.provider?.kind ?? error.code
  return { message: error.message, type: typeOf(v1Status(error), code), param: field?.field ?? null, code }
}

/** What a provider's failure is to a client of ours; never 401, which is about its own token. */
const providerStatuses: Partial<Record<ProviderFailureKind, 400 | 404 | 429>> = {
  provider_rate_limit: 429,
  provider_quota: 429,
  provider_context_length: 400,
  provider_bad_request: 400,
  provider_model_not_found: 404,
}

/** A model that isn't there is 404, as everywhere under /v1. */
function v1Status(error: AppError): ErrorStatus {
  const isMissing = error.code === 'unknown_model' || error.code === 'unknown_provider' || error.code === 'no_key'
  const kind = error.extras.provider?.kind
  return isMissing ? 404 : ((kind && providerStatuses[kind]) ?? statusOf(error))
}

function typeOf(status: number, code: string): string {
  if (code === 'provider_quota' || code === 'budget_exceeded') return 'insufficient_quota'
  if (status === 401) return 'authentication_error'
  if (status === 403) return 'permission_error'
  if (status === 429) return 'rate_limit_error'
  return status < 500 ? 'invalid_request_error' : 'api_error'
}

/** The first thing that is wrong with a body, under OpenAI's name for its place: `messages[0].content[1].type`. */
export function invalidBody(error: ZodError): AppError {
  const issue = error.issues[0]!
  return invalidField(placeOf(issue), issue.message)
}

export function invalidField(field: string, message: string): AppError {
  return new AppError('invalid_request', `${field}: ${message}`, { details: { fields: [{ field, message }] } })
}

function placeOf({ path }: z.core.$ZodIssue): string {
  const place = path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`
    return text === '' ? String(part) : `${text}.${String(part)}`
  }, '')
  return place || 'body'
}
