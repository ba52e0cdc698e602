import { z } from 'zod'
import { budgetPeriods } from '../budget.ts'
import { dollars, id, time } from '../ids.ts'
import { TOKEN_NAME_MAX } from '../limits.ts'
import { dollarsInput } from './budgets.ts'
import { page, type Operation } from './operation.ts'

export const tokenScopes = ['v1', 'read', 'write', 'admin'] as const
export const tokenScope = z.enum(tokenScopes)
export type TokenScope = z.infer<typeof tokenScope>

export const createToken = z.object({
  name: z.string().trim().min(1).max(TOKEN_NAME_MAX),
  scopes: z
    .array(tokenScope)
    .min(1)
    .max(tokenScopes.length)
    .transform((all) => [...new Set(all)]),
  project_id: id.nullable().default(null).describe('it opens nothing else; its usage counts for this project'),
  expires_at: time.nullable().default(null).describe('null: never'),
  budget_usd: dollarsInput.nullable().default(null),
  budget_tokens: z.int().nonnegative().nullable().default(null),
  budget_period: z.enum(budgetPeriods).default('total'),
})

export const token = z.object({
  id,
  name: z.string(),
  last_four: z.string(),
  scopes: z.array(tokenScope),
  project_id: id.nullable(),
  expires_at: time.nullable(),
  budget_usd: dollars.nullable(),
  budget_tokens: z.int().nullable(),
  budget_period: z.enum(budgetPeriods),
  spent_usd: dollars.describe('in this period'),
  spent_tokens: z.int(),
  created_at: time,
  last_used_at: time.nullable(),
})
export type Token = z.infer<typeof token>
export const createdToken = token.extend({ token: z.string().describe('shown this once') })

export const tokenOperations: Operation[] = [
  {
    method: 'get',
    path: '/tokens',
    summary: 'Your personal access tokens, never their text',
    access: 'person',
    answers: { 200: page(token) },
  },
  {
    method: 'post',
    path: '/tokens',
    summary: 'Make a personal access token; its text is in this answer only',
    access: 'person',
    body: createToken,
    answers: { 201: createdToken },
  },
  {
    method: 'delete',
    path: '/tokens/:token_id',
    summary: 'Revoke a token, at once',
    access: 'person',
    answers: { 204: null },
  },
]
