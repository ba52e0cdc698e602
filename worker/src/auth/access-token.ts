import { sign, verify } from 'hono/jwt'
import { z } from 'zod'
import type { Env } from '../env.ts'
import { settings } from '../lib/settings.ts'

export const ACCESS_SECONDS = 15 * 60

const claims = z.object({ sub: z.string(), sid: z.string() })

export function signAccess(env: Env, userId: string, sessionId: string): Promise<string> {
  const iat = Math.floor(Date.now() / 1000)
  const payload = { sub: userId, sid: sessionId, iat, exp: iat + ACCESS_SECONDS }
  return sign(payload, settings(env).JWT_SECRET, 'HS256')
}

/** Whose it is, or null when it is forged or has ended. Whether the session lives is D1's to say. */
export async function readAccess(env: Env, token: string): Promise<{ user_id: string; session_id: string } | null> {
  const payload = await verify(token, settings(env).JWT_SECRET, 'HS256').catch(() => null)
  const read = claims.safeParse(payload)
  return read.success ? { user_id: read.data.sub, session_id: read.data.sid } : null
}
