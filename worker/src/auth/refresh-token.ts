import type { Env } from '../env.ts'
import { hmac, sameText } from '../lib/hmac.ts'
import { settings } from '../lib/settings.ts'

/**
 * `SESSION.GENERATION.MAC`. Nothing of it is stored: the session's row counts generations, so each older token is known as
 * reused, and somebody with the database alone can't make one.
 */
export async function makeRefresh(env: Env, sessionId: string, generation: number): Promise<string> {
  const body = `${sessionId}.${generation}`
  return `${body}.${await hmac(settings(env).JWT_SECRET, 'refresh', body)}`
}

/** What a token says, or null when we didn't make it. */
export async function readRefresh(env: Env, token: string): Promise<{ session_id: string; generation: number } | null> {
  const [session_id = '', generation = '', mac = ''] = token.split('.')
  const right = await hmac(settings(env).JWT_SECRET, 'refresh', `${session_id}.${generation}`)
  return sameText(mac, right) ? { session_id, generation: Number(generation) } : null
}
