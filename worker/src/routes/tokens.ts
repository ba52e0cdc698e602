import { Hono } from 'hono'
import type { z } from 'zod'
import { newId } from '#protocol/ids.ts'
import { createToken } from '#protocol/rest/tokens.ts'
import { hashToken, newTokenText } from '../auth/personal-token.ts'
import { isId, needProject } from '../auth/project-access.ts'
import { refuseTokens } from '../auth/token-scope.ts'
import { toNano } from '../db/ledger/money.ts'
import { deleteToken, insertToken, listTokens } from '../db/tokens.ts'
import { AppError } from '../lib/error.ts'
import { tellSessionsEnded } from '../rooms/tell-members.ts'
import type { AppContext, AppEnv } from './http/app-env.ts'
import { guard } from './http/guard.ts'
import { readBody } from './http/read-input.ts'

export const tokens = new Hono<AppEnv>()
tokens.use(guard)
tokens.use(async (c, next) => {
  if (c.req.method !== 'GET') refuseTokens(c.get('me'), 'An access token can’t make or revoke tokens: sign in.')
  await next()
})

tokens.get('/', async (c) => c.json({ items: await listTokens(c.env.DB, c.get('me').id), next_cursor: null }))

// Without Idempotency-Key: what is kept for a repeat must not be a secret.
tokens.post('/', async (c) => {
  const me = c.get('me')
  const body = await readBody(c, createToken)
  if (body.scopes.includes('admin') && !me.is_admin) throw new AppError('forbidden', 'The scope admin is for admins.')
  const text = newTokenText()
  const limit_nano = body.budget_usd === null ? null : toNano(body.budget_usd)
  const row = {
    id: newId(),
    user_id: me.id,
    name: body.name,
    token_hash: await hashToken(text),
    last_four: text.slice(-4),
    scopes: body.scopes,
    project_id: await ownProject(c, body.project_id),
    expires_at: future(body.expires_at),
    created_at: new Date().toISOString(),
    last_used_at: null,
  }
  const limit = { period: body.budget_period, limit_nano, limit_tokens: body.budget_tokens }
  return c.json({ ...(await insertToken(c.env.DB, row, limit)), token: text }, 201)
})

tokens.delete('/:token_id', async (c) => {
  const id = c.req.param('token_id').toLowerCase()
  const gone = isId(id) && (await deleteToken(c.env.DB, c.get('me').id, id))
  if (!gone) throw new AppError('not_found', 'There is no such access token.')
  tellSessionsEnded(c.env, c.get('me').id)
  return c.body(null, 204)
})

type Body = z.output<typeof createToken>

async function ownProject(c: AppContext, projectId: Body['project_id']): Promise<string | null> {
  if (projectId === null) return null
  return (await needProject(c.env.DB, c.get('me').id, projectId)).project.id
}

/** As our times are written, so that they compare as text. */
function future(time: Body['expires_at']): string | null {
  if (time === null || Date.parse(time) > Date.now()) return time && new Date(time).toISOString()
  const fields = [{ field: 'expires_at', message: 'is over already' }]
  throw new AppError('invalid_request', 'expires_at: is over already', { details: { fields } })
}
