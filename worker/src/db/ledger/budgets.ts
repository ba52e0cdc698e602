import type { Budget, BudgetPeriod } from '#protocol/budget.ts'
import { fromNano } from './money.ts'
import { firstId } from './usage.ts'
import { periodLength } from './usage-entry.ts'

export interface BudgetTarget {
  scope: Budget['scope']
  target_id: string
}

/** What may be spent in a period; null: no limit of that kind. Dollars in billionths. */
export interface BudgetLimit {
  period: BudgetPeriod
  limit_nano: number | null
  limit_tokens: number | null
}

export interface BudgetRow extends BudgetTarget, BudgetLimit {
  label: string
  spent_nano: number
  spent_tokens: number
}

/** Now, as times begin in the period that a row is of. `?1` is the time. */
const THIS_PERIOD = `substr(?1, 1, ${periodLength('b.period')})`
const SPENT = `CASE WHEN b.since = ${THIS_PERIOD} THEN b.spent_nano ELSE 0 END AS spent_nano,
  CASE WHEN b.since = ${THIS_PERIOD} THEN b.spent_tokens ELSE 0 END AS spent_tokens`
/** The columns of a BudgetRow; `?1` is the time. */
export const BUDGET_COLUMNS = `b.scope, b.target_id, b.period, b.limit_nano, b.limit_tokens, ${SPENT},
  coalesce(CASE b.scope WHEN 'person' THEN (SELECT username FROM users WHERE id = b.target_id)
    WHEN 'project' THEN (SELECT name FROM projects WHERE id = b.target_id)
    ELSE (SELECT name FROM tokens WHERE id = b.target_id) END, '') AS label`
const IS_LIMIT = '(b.limit_nano IS NOT NULL OR b.limit_tokens IS NOT NULL)'
const IN_ORDER = `ORDER BY CASE b.scope WHEN 'person' THEN 0 WHEN 'project' THEN 1 ELSE 2 END, label, b.target_id,
  CASE b.period WHEN 'day' THEN 0 WHEN 'month' THEN 1 ELSE 2 END`

/** The budgets of one person, project or token, shortest period first. */
export async function budgetsOf(db: D1Database, target: BudgetTarget): Promise<Budget[]> {
  const sql = `SELECT ${BUDGET_COLUMNS} FROM budgets b WHERE b.scope = ?2 AND b.target_id = ?3 AND ${IS_LIMIT} ${IN_ORDER}`
  const now = new Date()
  const rows = await db.prepare(sql).bind(now.toISOString(), target.scope, target.target_id).all<BudgetRow>()
  return rows.results.map((row) => shownBudget(row, now))
}

/** Every budget that limits a person: their own and those of the projects they are in. */
export async function budgetsOver(db: D1Database, userId: string): Promise<Budget[]> {
  const sql = `SELECT ${BUDGET_COLUMNS} FROM budgets b WHERE ${IS_LIMIT} AND ((b.scope = 'person' AND b.target_id = ?2)
    OR (b.scope = 'project' AND b.target_id IN (SELECT p.id FROM members m JOIN projects p ON p.id = m.project_id
      WHERE m.user_id = ?2 AND p.deleted_at IS NULL))) ${IN_ORDER}`
  const now = new Date()
  const rows = await db.prepare(sql).bind(now.toISOString(), userId).all<BudgetRow>()
  return rows.results.map((row) => shownBudget(row, now))
}

export async function budgetsOfPeople(db: D1Database, userIds: string[]): Promise<Budget[]> {
  const sql = `SELECT ${BUDGET_COLUMNS} FROM budgets b
    WHERE b.scope = 'person' AND b.target_id IN (SELECT value FROM json_each(?2)) AND ${IS_LIMIT} ${IN_ORDER}`
  const now = new Date()
  const rows = await db.prepare(sql).bind(now.toISOString(), JSON.stringify(userIds)).all<BudgetRow>()
  return rows.results.map((row) => shownBudget(row, now))
}

/** All budgets of a person or project at once: those that aren't named go, those that stay keep their sums. */
export async function setBudgets(db: D1Database, target: BudgetTarget, limits: BudgetLimit[]): Promise<void> {
  const periods = JSON.stringify(limits.map((limit) => limit.period))
  const others = `DELETE FROM budgets WHERE scope = ? AND target_id = ? AND period NOT IN (SELECT value FROM json_each(?))`
  await db.batch([
    db.prepare(others).bind(target.scope, target.target_id, periods),
    ...limits.map((limit) => setBudget(db, target, limit)),
  ])
}

/** A new budget begins with what the ledger says was spent in this period: nothing that is spent meanwhile is missed or counted twice. */
export function setBudget(db: D1Database, { scope, target_id }: BudgetTarget, limit: BudgetLimit): D1PreparedStatement {
  const [since, from] = periodStart(limit.period, new Date())
  const whose = { person: 'user_id', project: 'project_id', token: 'token_id' }[scope]
  const sql = `INSERT INTO budgets (scope, target_id, period, limit_nano, limit_tokens, since, spent_nano, spent_tokens)
    SELECT ?1, ?2, ?3, ?4, ?5, ?6, coalesce(sum(cost_nano), 0), coalesce(sum(total_tokens), 0) FROM usage
      WHERE ${whose} = ?2 AND id >= ?7 AND created_at >= ?6
    ON CONFLICT DO UPDATE SET limit_nano = excluded.limit_nano, limit_tokens = excluded.limit_tokens`
  return db.prepare(sql).bind(scope, target_id, limit.period, limit.limit_nano, limit.limit_tokens, since, from)
}

/** How the times of this period begin, and the lowest id that a call which ended in it can have. */
function periodStart(period: BudgetPeriod, now: Date): [since: string, from: string] {
  if (period === 'total') return ['', '']
  const since = now.toISOString().slice(0, period === 'day' ? 10 : 7)
  return [since, firstId(Date.parse(since) - 2 * 86_400_000)]
}

export function shownBudget(row: BudgetRow, now: Date): Budget {
  const { scope, target_id, label, period, limit_nano, limit_tokens, spent_nano, spent_tokens } = row
  return {
    scope,
    target_id,
    label,
    period,
    limit_usd: limit_nano === null ? null : fromNano(limit_nano),
    limit_tokens,
    spent_usd: fromNano(spent_nano),
    spent_tokens,
    resets_at: resetsAt(period, now),
  }
}

function resetsAt(period: BudgetPeriod, now: Date): string | null {
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()]
  if (period === 'day') return new Date(Date.UTC(year, month, day + 1)).toISOString()
  return period === 'month' ? new Date(Date.UTC(year, month + 1, 1)).toISOString() : null
}
