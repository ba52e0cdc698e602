import { countAttempt } from '../db/limits.ts'
import type { Env } from '../env.ts'
import { AppError } from '../lib/error.ts'
import { hmac } from '../lib/hmac.ts'
import { settings } from '../lib/settings.ts'

/** Slows guessing of passwords: so many attempts a minute by address, and as many by account where there is one to guess. */
export async function limitGuesses(env: Env, address: string, account?: string): Promise<void> {
  const { LIMIT_AUTH_PER_MINUTE, JWT_SECRET } = settings(env)
  const buckets = [`address:${network(address)}`]
  if (account) buckets.push(`account:${await hmac(JWT_SECRET, 'limit', account)}`)
  const over = (await countAttempt(env.DB, buckets)).filter((each) => each.count > LIMIT_AUTH_PER_MINUTE)
  if (over.length === 0) return
  const seconds = Math.max(...over.map((each) => each.resets_at - Date.now())) / 1000
  const retry_after = Math.max(1, Math.ceil(seconds))
  throw new AppError('rate_limit_exceeded', `Too many attempts. Try again in ${retry_after} s.`, { retry_after })
}

/** A home has a whole /64 of IPv6: its addresses count as one. */
function network(address: string): string {
  if (!address.includes(':')) return address
  const [head = '', tail] = address.toLowerCase().split('::')
  const groups = head.split(':').filter((group) => group !== '')
  return [...groups, ...(tail === undefined ? [] : Array<string>(8).fill('0'))].slice(0, 4).join(':')
}
