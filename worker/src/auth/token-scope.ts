import type { TokenScope } from '#protocol/rest/tokens.ts'
import { AppError } from '../lib/error.ts'
import type { Person } from './person.ts'

/** What a call asks of the person who makes it. A session may everything its account may. */
export function requireScope(me: Person, needed: TokenScope): void {
  if (!me.token || has(me.token.scopes, needed)) return
  throw new AppError('forbidden', `This access token doesn’t have the scope ${needed}.`)
}

/** Who writes may read. */
function has(scopes: TokenScope[], needed: TokenScope): boolean {
  return scopes.includes(needed) || (needed === 'read' && scopes.includes('write'))
}

/** Guards what only a person may do who has signed in. */
export function refuseTokens(me: Person, words: string): void {
  if (me.token) throw new AppError('forbidden', words)
}
