import { HTTPException } from 'hono/http-exception'
import { ZodError } from 'zod'
import { fieldErrors } from '#protocol/codec.ts'
import type { ErrorBody } from '#protocol/error.ts'
import { AppError } from '../../lib/error.ts'
import { described, log } from '../../lib/log.ts'
import { statusOf } from '../../lib/status.ts'
import type { AppContext } from './app-env.ts'

/** The one handler that turns whatever was thrown into an answer. */
export function answerError(thrown: unknown, c: AppContext): Response {
  const error = asAppError(thrown)
  const status = statusOf(error)
  if (error.code === 'internal_error' || error.code === 'unavailable') logFailure(thrown, error, c)
  const { retry_after } = error.extras
  if (retry_after !== undefined) c.header('retry-after', String(Math.ceil(retry_after)))
  return c.json(errorBody(error, c.get('request_id')), status)
}

function errorBody(error: AppError, request_id: string): ErrorBody {
  const { details, retry_after, provider } = error.extras
  const all = provider ? { ...details, provider } : details
  return { error: { code: error.code, message: error.message, details: all, retry_after, request_id } }
}

export function asAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown
  if (thrown instanceof ZodError) return invalidRequest(thrown)
  if (thrown instanceof HTTPException && thrown.status < 500) return new AppError('invalid_request', thrown.message)
  if (isPassing(thrown)) return new AppError('unavailable', 'This is busy; try again.', { retry_after: 1 })
  return new AppError('internal_error', 'Something went wrong on our side.')
}

export function invalidRequest(error: ZodError): AppError {
  const fields = fieldErrors(error)
  const words = fields.map((each) => `${each.field}: ${each.message}`).join('; ')
  return new AppError('invalid_request', words, { details: { fields } })
}

/** A durable object that was overloaded or just moved says so on its exceptions. */
function isPassing(thrown: unknown): boolean {
  if (typeof thrown !== 'object' || thrown === null) return false
  return ('overloaded' in thrown && thrown.overloaded === true) || ('retryable' in thrown && thrown.retryable === true)
}

function logFailure(thrown: unknown, error: AppError, c: AppContext): void {
  const request = { request_id: c.get('request_id'), method: c.req.method, path: c.req.path }
  log('error', 'request failed', { ...request, code: error.code, error: described(thrown) })
}
