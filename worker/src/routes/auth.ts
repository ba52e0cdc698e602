import { Hono } from 'hono'
import { newId } from '#protocol/ids.ts'
import { login, refresh, register, type SignedIn, type User } from '#protocol/rest/auth.ts'
import { authenticate } from '../auth/authenticate.ts'
import { clearTokenCookies, setTokenCookies, tokenCookie } from '../auth/cookies.ts'
import { limitGuesses } from '../auth/guess-limit.ts'
import { hashPassword, matchNobody, passwordMatches } from '../auth/password.ts'
import { refuseOtherOrigin, requireSameOrigin } from '../auth/same-origin.ts'
import { endByRefresh, refreshSession, startSession, type Tokens } from '../auth/session.ts'
import { makeTicket, TICKET_SECONDS } from '../auth/ticket.ts'
import { refuseTokens } from '../auth/token-scope.ts'
import { visitorOf } from '../auth/visitor.ts'
import { endSession, sweep } from '../db/sessions.ts'
import { findLogin, findUser, insertUser } from '../db/users.ts'
import { AppError } from '../lib/error.ts'
import { described, log } from '../lib/log.ts'
import { settings } from '../lib/settings.ts'
import { tellSessionsEnded } from '../rooms/tell-members.ts'
import type { AppContext, AppEnv } from './http/app-env.ts'
import { guard } from './http/guard.ts'
import { readBody, readOptionalBody } from './http/read-input.ts'

type Transport = 'cookie' | 'bearer'

export const auth = new Hono<AppEnv>()

auth.post('/register', async (c) => {
  refuseOtherOrigin(c.req.raw)
  const body = await readBody(c, register)
  const { REGISTRATION } = settings(c.env)
  if (REGISTRATION !== 'open') throw new AppError('registration_closed', closedWords[REGISTRATION])
  const visitor = visitorOf(c.req.raw)
  await limitGuesses(c.env, visitor.address)
  const { username, email, password } = body
  const user = await insertUser(c.env.DB, { id: newId(), username, email, password_hash: await hashPassword(password) })
  const tokens = await startSession(c.env, user.id, visitor)
  return c.json(signedIn(c, user, tokens, body.transport), 201)
})

const closedWords = {
  invite: 'New accounts are by invitation only. Ask the admin for one.',
  closed: 'New accounts are switched off here.',
}

auth.post('/login', async (c) => {
  refuseOtherOrigin(c.req.raw)
  const { email, password, transport } = await readBody(c, login)
  const visitor = visitorOf(c.req.raw)
  await limitGuesses(c.env, visitor.address, email)
  const found = await findLogin(c.env.DB, email)
  const right = found ? await passwordMatches(password, found.password_hash) : await matchNobody(password)
  if (!found || !right) throw new AppError('invalid_credentials', 'Email or password is wrong.')
  const { password_hash: _, ...user } = found
  const tokens = await startSession(c.env, user.id, visitor)
  c.executionCtx.waitUntil(sweep(c.env.DB).catch((error) => log('warn', 'sweep failed', { error: described(error) })))
  return c.json(signedIn(c, user, tokens, transport))
})

auth.post('/refresh', async (c) => {
  const sent = (await readOptionalBody(c, refresh)).refresh_token
  if (sent === undefined) requireSameOrigin(c.req.raw)
  const token = sent ?? tokenCookie(c.req.raw, 'refresh')
  if (!token) throw new AppError('unauthorized', 'There is no refresh token.')
  const tokens = await refreshSession(c.env, token, visitorOf(c.req.raw)).catch((error: unknown) => {
    if (sent === undefined && error instanceof AppError) clearTokenCookies(c)
    throw error
  })
  const user = await findUser(c.env.DB, tokens.user_id)
  if (!user) throw new AppError('unauthorized', 'This account is gone.')
  return c.json(signedIn(c, user, tokens, sent === undefined ? 'cookie' : 'bearer'))
})

/** Ends the session of whatever was sent: an access token, a refresh token in the body, or the cookies. */
auth.post('/logout', async (c) => {
  const sent = (await readOptionalBody(c, refresh)).refresh_token
  const byCookie = c.req.header('authorization') === undefined && sent === undefined
  if (byCookie) requireSameOrigin(c.req.raw)
  const me = await authenticate(c.env, c.req.raw).catch(() => null)
  if (me) await endSession(c.env.DB, me.id, me.session_id)
  const token = sent ?? (byCookie ? tokenCookie(c.req.raw, 'refresh') : undefined)
  const owner = token ? await endByRefresh(c.env, token) : undefined
  for (const id of new Set([me?.id, owner])) if (id) tellSessionsEnded(c.env, id)
  if (byCookie) clearTokenCookies(c)
  return c.body(null, 204)
})

auth.post('/ws-ticket', guard, async (c) => {
  refuseTokens(c.get('me'), 'An access token opens sockets by itself: send it as Authorization.')
  const ticket = await makeTicket(c.env, c.get('me'))
  return c.json({ ticket, expires_in: TICKET_SECONDS }, 201)
})

function signedIn(c: AppContext, user: User, tokens: Tokens, transport: Transport): SignedIn {
  const { access_token, refresh_token, expires_in } = tokens
  if (transport === 'bearer') return { user, expires_in, access_token, refresh_token }
  setTokenCookies(c, tokens)
  return { user, expires_in }
}
