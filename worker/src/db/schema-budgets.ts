import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { BudgetPeriod } from '#protocol/budget.ts'
import type { TokenScope } from '#protocol/rest/tokens.ts'

/** Personal access tokens: only what a token hashes to is kept. Its budget is in `budgets`. */
export const tokens = sqliteTable(
  'tokens',
  {
    id: text().primaryKey(),
    user_id: text().notNull(),
    name: text().notNull(),
    token_hash: text().notNull(),
    last_four: text().notNull(),
    scopes: text({ mode: 'json' }).$type<TokenScope[]>().notNull(),
    project_id: text(),
    expires_at: text(),
    created_at: text().notNull(),
    last_used_at: text(),
  },
  (table) => [index('tokens_user').on(table.user_id), uniqueIndex('tokens_hash').on(table.token_hash)],
)

/** Limits and what was spent. A token always has its row here, with or without a limit. */
export const budgets = sqliteTable(
  'budgets',
  {
    scope: text().$type<'person' | 'project' | 'token'>().notNull(),
    target_id: text().notNull(),
    period: text().$type<BudgetPeriod>().notNull(),
    limit_nano: integer(),
    limit_tokens: integer(),
    /** The first of the period that the sums are of, as times begin: `2026-11-21`, `2026-11`, or nothing. */
    since: text().notNull(),
    spent_nano: integer().notNull(),
    spent_tokens: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.scope, table.target_id, table.period] })],
)

/** What requests under way may still take, so that two at once can't both have the last cent. */
export const budgetHolds = sqliteTable('budget_holds', {
  id: text().primaryKey(),
  user_id: text().notNull(),
  project_id: text().notNull(),
  token_id: text(),
  nano: integer().notNull(),
  tokens: integer().notNull(),
  expires_at: integer().notNull(),
})
