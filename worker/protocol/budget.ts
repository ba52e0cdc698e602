import { z } from 'zod'
import { dollars, id, time } from './ids.ts'

export const budgetScopes = ['person', 'project', 'token'] as const
export const budgetPeriods = ['day', 'month', 'total'] as const
export type BudgetPeriod = (typeof budgetPeriods)[number]

/** What may be spent in a period (UTC), and what was. At least one of the limits is set. */
export const budget = z.object({
  scope: z.enum(budgetScopes),
  target_id: id.describe('of the person, project or access token'),
  label: z.string().describe('its name'),
  period: z.enum(budgetPeriods),
  limit_usd: dollars.nullable(),
  limit_tokens: z.int().nonnegative().nullable(),
  spent_usd: dollars,
  spent_tokens: z.int().nonnegative(),
  resets_at: time.nullable().describe('null: never'),
})
export type Budget = z.infer<typeof budget>

/** Why a turn waits: what it is expected to take would pass a budget. */
export const budgetPause = z.object({
  budget,
  expected_usd: dollars.nullable(),
  expected_tokens: z.int().nonnegative(),
})
export type BudgetPause = z.infer<typeof budgetPause>
