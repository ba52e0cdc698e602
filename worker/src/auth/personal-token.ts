import { findToken, noteTokenUse } from '../db/tokens.ts'
import type { Env } from '../env.ts'
import { AppError } from '../lib/error.ts'
import type { Person } from './person.ts'

const PREFIX = 'ew_'
/** 262 bits. */
const LENGTH = 44
const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const HOUR_MS = 3_600_000

/** The text of a new token; only its hash is kept. */
export function newTokenText(): string {
  let text = ''
  while (text.length < LENGTH) {
    for (const byte of crypto.getRandomValues(new Uint8Array(LENGTH))) {
      // a byte past the last whole round would make some letters likelier
      if (byte < 4 * LETTERS.length && text.length < LENGTH) text += LETTERS[byte % LETTERS.length]
    }
  }
  return PREFIX + text
}

/** A token is long and random: a plain hash of it can't be guessed back. */
export async function hashToken(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

export function isToken(text: string): boolean {
  return text.startsWith(PREFIX)
}

/** Whose token it is, and what it may; AppError unauthorized when it was revoked, has expired or never was. */
export async function personOfToken(env: Env, text: string): Promise<Person> {
  const row = await findToken(env.DB, await hashToken(text))
  if (!row) throw new AppError('unauthorized', 'This access token was revoked, or it has expired.')
  const { user, token, has_budget } = row
  const isNoted = token.last_used_at !== null && Date.parse(token.last_used_at) > Date.now() - HOUR_MS
  if (!isNoted) await noteTokenUse(env.DB, token.id)
  const { id, scopes, project_id } = token
  return { ...user, session_id: id, via: 'token', token: { id, scopes, project_id, has_budget } }
}
