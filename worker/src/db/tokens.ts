import { and, eq, gt, isNull, or, sql } from 'drizzle-orm'
import type { Token } from '#protocol/rest/tokens.ts'
import { BUDGET_COLUMNS, setBudget, type BudgetLimit, type BudgetRow } from './ledger/budgets.ts'
import { library } from './library.ts'
import { fromNano } from './ledger/money.ts'
import { tokens } from './schema-budgets.ts'
import { users } from './schema.ts'
import { userColumns } from './sessions.ts'

export type TokenRow = typeof tokens.$inferSelect

const HAS_BUDGET = sql`EXISTS (SELECT 1 FROM budgets b WHERE b.scope = 'token' AND b.target_id = ${tokens.id}
  AND (b.limit_nano IS NOT NULL OR b.limit_tokens IS NOT NULL))`.mapWith(Boolean)

/** A token that may be used now, and whose it is. */
export async function findToken(db: D1Database, tokenHash: string) {
  const alive = or(isNull(tokens.expires_at), gt(tokens.expires_at, new Date().toISOString()))
  const columns = { user: userColumns, token: tokens, has_budget: HAS_BUDGET }
  const query = library(db).select(columns).from(tokens).innerJoin(users, eq(users.id, tokens.user_id))
  return query.where(and(eq(tokens.token_hash, tokenHash), alive)).get()
}

/** Adds a token with its row among the budgets, which counts what it spends also when nothing limits it. */
export async function insertToken(db: D1Database, row: TokenRow, limit: BudgetLimit): Promise<Token> {
  const { id, user_id, name, token_hash, last_four, scopes, project_id, expires_at, created_at } = row
  const sql = `INSERT INTO tokens (id, user_id, name, token_hash, last_four, scopes, project_id, expires_at, created_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`
  const values = [id, user_id, name, token_hash, last_four, JSON.stringify(scopes), project_id, expires_at, created_at]
  await db.batch([db.prepare(sql).bind(...values), setBudget(db, { scope: 'token', target_id: id }, limit)])
  return shownToken(row, { ...limit, spent_nano: 0, spent_tokens: 0 })
}

type ListedRow = Omit<TokenRow, 'scopes'> & { scopes: string } & BudgetRow

/** A person's tokens, newest first. */
export async function listTokens(db: D1Database, userId: string): Promise<Token[]> {
  const sql = `SELECT t.*, ${BUDGET_COLUMNS} FROM tokens t
    JOIN budgets b ON b.scope = 'token' AND b.target_id = t.id WHERE t.user_id = ?2 ORDER BY t.id DESC`
  const { results } = await db.prepare(sql).bind(new Date().toISOString(), userId).all<ListedRow>()
  return results.map((row) => shownToken({ ...row, scopes: JSON.parse(row.scopes) as TokenRow['scopes'] }, row))
}

/** Whether there was such a token of this person. */
export async function deleteToken(db: D1Database, userId: string, id: string): Promise<boolean> {
  const own = and(eq(tokens.id, id), eq(tokens.user_id, userId))
  const gone = await library(db).delete(tokens).where(own).returning({ id: tokens.id })
  if (gone.length === 0) return false
  await db.prepare(`DELETE FROM budgets WHERE scope = 'token' AND target_id = ?`).bind(id).run()
  return true
}

export async function noteTokenUse(db: D1Database, id: string): Promise<void> {
  await db.prepare('UPDATE tokens SET last_used_at = ? WHERE id = ?').bind(new Date().toISOString(), id).run()
}

type Spent = BudgetLimit & Pick<BudgetRow, 'spent_nano' | 'spent_tokens'>

function shownToken(row: TokenRow, { period, limit_nano, limit_tokens, spent_nano, spent_tokens }: Spent): Token {
  const { id, name, last_four, scopes, project_id, expires_at, created_at, last_used_at } = row
  return {
    id,
    name,
    last_four,
    scopes,
    project_id,
    expires_at,
    budget_usd: limit_nano === null ? null : fromNano(limit_nano),
    budget_tokens: limit_tokens,
    budget_period: period,
    spent_usd: fromNano(spent_nano),
    spent_tokens,
    created_at,
    last_used_at,
  }
}
