import { Hono } from 'hono'
import { id } from '#protocol/ids.ts'
import type { Session } from '#protocol/rest/users.ts'
import { deleteAccount, updatePassword, updateProfile, updateSettings } from '#protocol/rest/users.ts'
import { checkProvider } from '../models/check-choice.ts'
import { clearTokenCookies } from '../auth/cookies.ts'
import { limitGuesses } from '../auth/guess-limit.ts'
import { hashPassword, passwordMatches } from '../auth/password.ts'
import { visitorOf } from '../auth/visitor.ts'
import { endOtherSessions, endSession, listSessions, type SessionRow } from '../db/sessions.ts'
import { changeSettings, passwordHashOf, settingsOf, updateUser } from '../db/users.ts'
import { AppError } from '../lib/error.ts'
import type { AppContext, AppEnv } from './http/app-env.ts'
import { answerMyBudgets } from './budgets.ts'
import { tellSessionsEnded } from '../rooms/tell-members.ts'
import { destroyAccount } from '../rooms/destroy-account.ts'
import { guard } from './http/guard.ts'
import { readBody } from './http/read-input.ts'
import { answerUsage } from './usage.ts'

export const users = new Hono<AppEnv>()
users.use(guard)

users.get('/profile', (c) => {
  const { id, username, email, is_admin, created_at } = c.get('me')
  return c.json({ id, username, email, is_admin, created_at })
})

users.put('/profile', async (c) => {
  const change = await readBody(c, updateProfile)
  return c.json(await updateUser(c.env.DB, c.get('me').id, change))
})

users.put('/password', async (c) => {
  const body = await readBody(c, updatePassword)
  await requirePassword(c, body.current_password, 'current_password')
  const me = c.get('me')
  await updateUser(c.env.DB, me.id, { password_hash: await hashPassword(body.new_password) })
  await endOtherSessions(c.env.DB, me.id, me.session_id)
  tellSessionsEnded(c.env, me.id)
  return c.body(null, 204)
})

users.get('/settings', async (c) => c.json(await settingsOf(c.env.DB, c.get('me').id)))

users.put('/settings', async (c) => {
  const change = await readBody(c, updateSettings)
  checkProvider(change.default_provider, 'default_provider')
  return c.json(await changeSettings(c.env.DB, c.get('me').id, change))
})

users.get('/sessions', async (c) => {
  const me = c.get('me')
  const rows = await listSessions(c.env.DB, me.id)
  return c.json({ items: rows.map((row) => shown(row, me.session_id)), next_cursor: null })
})

users.delete('/sessions/:session_id', async (c) => {
  const session = id.safeParse(c.req.param('session_id'))
  const gone = session.success && (await endSession(c.env.DB, c.get('me').id, session.data.toLowerCase()))
  if (!gone) throw new AppError('not_found', 'There is no such session.')
  tellSessionsEnded(c.env, c.get('me').id)
  return c.body(null, 204)
})

users.get('/usage', answerUsage)
users.get('/budgets', answerMyBudgets)

users.delete('/me', async (c) => {
  const { password } = await readBody(c, deleteAccount)
  await requirePassword(c, password, 'password')
  await destroyAccount(c.env, c.get('me').id)
  clearTokenCookies(c)
  return c.body(null, 204)
})

/** A stolen session must not be able to try passwords without end either. */
async function requirePassword(c: AppContext, password: string, field: string): Promise<void> {
  const me = c.get('me')
  await limitGuesses(c.env, visitorOf(c.req.raw).address, me.email)
  const stored = await passwordHashOf(c.env.DB, me.id)
  if (stored && (await passwordMatches(password, stored))) return
  const details = { fields: [{ field, message: 'is wrong' }] }
  throw new AppError('invalid_credentials', 'The password is wrong.', { details })
}

function shown(row: SessionRow, current: string): Session {
  const { id, created_at, last_used_at, address, user_agent } = row
  return { id, created_at, last_used_at, address, user_agent, current: id === current }
}
