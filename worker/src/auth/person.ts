import type { User } from '#protocol/rest/auth.ts'
import type { TokenScope } from '#protocol/rest/tokens.ts'

/** What a personal access token lets its bearer do. */
export interface TokenGrant {
  id: string
  scopes: TokenScope[]
  /** It opens nothing else. */
  project_id: string | null
  /** Whether it has a budget of its own. */
  has_budget: boolean
}

/** Who asks: an account with a live session, or with a token, whose id then stands for the session's. */
export interface Person extends User {
  session_id: string
  via: 'cookie' | 'bearer' | 'token'
  token: TokenGrant | null
}
