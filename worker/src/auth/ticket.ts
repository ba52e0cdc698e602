import { insertTicket, takeTicket } from '../db/sessions.ts'
import type { Env } from '../env.ts'
import { toBase64Url } from '../lib/base64.ts'
import { hmac } from '../lib/hmac.ts'
import { settings } from '../lib/settings.ts'
import type { Person } from './person.ts'

export const TICKET_SECONDS = 30

/** A word that opens one socket within 30 seconds. Only its hash is kept. */
export async function makeTicket(env: Env, person: Person): Promise<string> {
  const ticket = toBase64Url(crypto.getRandomValues(new Uint8Array(32)))
  const expires_at = new Date(Date.now() + TICKET_SECONDS * 1000).toISOString()
  const who = { user_id: person.id, session_id: person.session_id }
  await insertTicket(env.DB, { ticket_hash: await hashed(env, ticket), expires_at, ...who })
  return ticket
}

/** Whose ticket it is; it is gone afterwards. */
export async function useTicket(env: Env, ticket: string): Promise<{ user_id: string; session_id: string } | null> {
  return (await takeTicket(env.DB, await hashed(env, ticket))) ?? null
}

function hashed(env: Env, ticket: string): Promise<string> {
  return hmac(settings(env).JWT_SECRET, 'ticket', ticket)
}
