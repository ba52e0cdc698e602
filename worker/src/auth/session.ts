import { newId } from '#protocol/ids.ts'
import { endSession, findSession, insertSession, rotateSession, type SessionRow } from '../db/sessions.ts'
import type { Env } from '../env.ts'
import { AppError } from '../lib/error.ts'
import { ACCESS_SECONDS, signAccess } from './access-token.ts'
import { makeRefresh, readRefresh } from './refresh-token.ts'

export interface Tokens {
  user_id: string
  access_token: string
  refresh_token: string
  expires_in: number
}

/** Where a request comes from, as the list of sessions shows it. */
export interface Visitor {
  address: string
  user_agent: string
}

export const SESSION_SECONDS = 30 * 24 * 3600
/** Two tabs of a browser may present the same token at the same moment. */
const GRACE_MS = 10_000

export async function startSession(env: Env, userId: string, visitor: Visitor): Promise<Tokens> {
  const now = new Date().toISOString()
  const times = { rotated_at: now, created_at: now, last_used_at: now, expires_at: sessionEnd() }
  const row = { id: newId(), user_id: userId, generation: 1, ...times, ...visitor }
  await insertSession(env.DB, row)
  return tokens(env, row)
}

/**
 * New tokens for a refresh token. One that was used before ends the whole family: somebody copied it. The exception: the
 * newest used one, within 10 s and from the same browser, gets the tokens that its twin got.
 */
export async function refreshSession(env: Env, token: string, visitor: Visitor): Promise<Tokens> {
  const read = await readRefresh(env, token)
  if (!read) throw ended()
  const next = await rotateSession(env.DB, read.session_id, read.generation, { ...visitor, expires_at: sessionEnd() })
  if (next) return tokens(env, next)
  const session = await findSession(env.DB, read.session_id)
  if (!session) throw ended()
  if (isTwin(session, read.generation, visitor)) return tokens(env, session)
  await endSession(env.DB, session.user_id, session.id)
  throw new AppError('refresh_reused', 'This refresh token was used before. Sign in again.')
}

/** Ends the session of a refresh token, whichever generation it is of. Answers whose it was. */
export async function endByRefresh(env: Env, token: string): Promise<string | undefined> {
  const read = await readRefresh(env, token)
  const session = read && (await findSession(env.DB, read.session_id))
  if (session) await endSession(env.DB, session.user_id, session.id)
  return session?.user_id
}

function isTwin(session: SessionRow, generation: number, visitor: Visitor): boolean {
  if (session.generation !== generation + 1 || session.user_agent !== visitor.user_agent) return false
  return Date.now() - Date.parse(session.rotated_at) < GRACE_MS
}

async function tokens(env: Env, session: SessionRow): Promise<Tokens> {
  const { id, user_id, generation } = session
  const [access_token, refresh_token] = await Promise.all([
    signAccess(env, user_id, id),
    makeRefresh(env, id, generation),
  ])
  return { user_id, access_token, refresh_token, expires_in: ACCESS_SECONDS }
}

function sessionEnd(): string {
  return new Date(Date.now() + SESSION_SECONDS * 1000).toISOString()
}

function ended(): AppError {
  return new AppError('unauthorized', 'This session has ended. Sign in again.')
}
