import type { User } from '../../protocol/rest/auth.ts'

/** Who asks: an account with a live session. */
export interface Person extends User {
  session_id: string
  via: 'cookie' | 'bearer'
}
