import type { MiddlewareHandler } from 'hono'
import { beginOnce, forgetRequest, keepAnswer, type StoredAnswer } from '../../db/idempotency.ts'
import { AppError } from '../../lib/error.ts'
import { hmac } from '../../lib/hmac.ts'
import { settings } from '../../lib/settings.ts'
import type { AppEnv } from './app-env.ts'
import { bodyText } from './read-input.ts'

const KEY_MAX = 255
/** A row of D1 holds 2 MB; an answer of that length is not kept. */
const ANSWER_MAX_CHARS = 600_000

/**
 * A POST with an `Idempotency-Key` creates once: the same request again gets the same answer. Only successes are kept: what
 * failed created nothing, and may be tried again under its key. Never on routes whose answers carry a secret.
 */
export const idempotent = once(2 * 60_000)
/** The same for routes that wait for a whole turn. */
export const idempotentTurn = once(60 * 60_000)

function once(patienceMs: number): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const key = c.req.header('idempotency-key')
    if (key === undefined) return next()
    if (key === '' || key.length > KEY_MAX) throw badKey()
    const name = { user_id: c.get('me').id, route: `${c.req.method} ${c.req.path}`, key }
    const bodyHash = await hmac(settings(c.env).JWT_SECRET, 'body', await bodyText(c))
    const earlier = await beginOnce(c.env.DB, name, bodyHash, patienceMs)
    if (earlier) return replay(earlier, bodyHash)
    await next()
    const body = c.res.ok ? await c.res.clone().text() : null
    if (body === null || body.length > ANSWER_MAX_CHARS) await forgetRequest(c.env.DB, name)
    else await keepAnswer(c.env.DB, name, c.res.status, body)
  }
}

function replay(earlier: StoredAnswer, bodyHash: string): Response {
  if (earlier.body_hash !== bodyHash) {
    throw new AppError('idempotency_conflict', 'This Idempotency-Key was used with another body.')
  }
  if (earlier.status === null) {
    throw new AppError('conflict', 'The same request is still under way.', { retry_after: 1 })
  }
  const headers = { 'content-type': 'application/json', 'idempotent-replayed': 'true' }
  return new Response(earlier.body, { status: earlier.status, headers })
}

function badKey(): AppError {
  const fields = [{ field: 'Idempotency-Key', message: `must have 1 to ${KEY_MAX} characters` }]
  return new AppError('invalid_request', `Idempotency-Key: ${fields[0]!.message}`, { details: { fields } })
}
