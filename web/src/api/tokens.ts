import type { BudgetPeriod } from '#protocol/budget.ts'
import type { Token, TokenScope } from '#protocol/rest/tokens.ts'
import { allOf, api } from './client.ts'

export interface NewToken {
  name: string
  scopes: TokenScope[]
  project_id: string | null
  /** ISO 8601; null: never. */
  expires_at: string | null
  budget_usd: string | null
  budget_tokens: number | null
  budget_period: BudgetPeriod
}
/** `token` is its text, in this answer and never again. */
export type MadeToken = Token & { token: string }

export const listTokens = () => allOf<Token>('/tokens')
export const createToken = (token: NewToken) => api.post<MadeToken>('/tokens', token)
export const deleteToken = (token_id: string) => api.delete(`/tokens/${token_id}`)
