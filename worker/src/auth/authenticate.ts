import { userOfSession } from '../db/sessions.ts'
import type { Env } from '../env.ts'
import { AppError } from '../lib/error.ts'
import { readAccess } from './access-token.ts'
import { tokenCookie } from './cookies.ts'
import type { Person } from './person.ts'
import { isToken, personOfToken } from './personal-token.ts'

/**
 * Who asks, by bearer token, personal access token or cookie, or AppError unauthorized. A token whose session was ended is
 * worth nothing at once. What a personal access token may is for the caller to check.
 */
export async function authenticate(env: Env, request: Request): Promise<Person> {
  const header = request.headers.get('authorization')
  const token = header === null ? tokenCookie(request, 'access') : bearerOf(header)
  if (header !== null && token && isToken(token)) return personOfToken(env, token)
  const read = token ? await readAccess(env, token) : null
  if (!read) throw new AppError('unauthorized', 'Sign in first.')
  return personOf(env, read, header === null ? 'cookie' : 'bearer')
}

export function bearerOf(header: string): string | undefined {
  return /^Bearer\s+(\S+)$/i.exec(header)?.[1]
}

export async function personOf(
  env: Env,
  { user_id, session_id }: { user_id: string; session_id: string },
  via: Person['via'],
): Promise<Person> {
  const user = await userOfSession(env.DB, session_id, user_id)
  if (!user) throw new AppError('unauthorized', 'This session has ended. Sign in again.')
  return { ...user, session_id, via, token: null }
}
