import { BUDGET_COLUMNS, type BudgetRow } from './budgets.ts'

/** A request that ended without a word holds its part of the budgets so long. */
const HOLD_MS = 15 * 60_000

/** What a request under way may still take, of whose budgets: two at once can't both have the last cent. */
export interface BudgetHold {
  id: string
  user_id: string
  /** Empty for none. */
  project_id: string
  token_id: string | null
  /** Billionths of a dollar; 0 when it is free or its price is unknown. */
  nano: number
  tokens: number
}

const CONCERNED = `((b.scope = 'person' AND b.target_id = ?3) OR (b.scope = 'project' AND b.target_id = ?4)
  OR (b.scope = 'token' AND b.target_id = ?5))`
/** The sum of `what` (nano or tokens) that others hold of the budget `b`. */
const held = (what: string) => `(SELECT coalesce(sum(h.${what}), 0) FROM budget_holds h
  WHERE h.expires_at > ?8 AND h.id <> ?2 AND ((b.scope = 'person' AND h.user_id = b.target_id)
    OR (b.scope = 'project' AND h.project_id = b.target_id) OR (b.scope = 'token' AND h.token_id = b.target_id)))`
// What takes nothing passes nothing: a free model answers also where the dollars are spent.
const PASSED = `SELECT * FROM (SELECT ${BUDGET_COLUMNS}, ${held('nano')} AS held_nano, ${held('tokens')} AS held_tokens
    FROM budgets b WHERE ${CONCERNED})
  WHERE (?6 > 0 AND spent_nano + held_nano + ?6 > limit_nano)
    OR (?7 > 0 AND spent_tokens + held_tokens + ?7 > limit_tokens)`
const HOLD = `INSERT INTO budget_holds (id, user_id, project_id, token_id, nano, tokens, expires_at)
  SELECT ?2, ?3, ?4, ?5, ?6, ?7, ?9 WHERE NOT EXISTS (${PASSED})
  ON CONFLICT (id) DO UPDATE SET nano = excluded.nano, tokens = excluded.tokens, expires_at = excluded.expires_at`

export interface PassedBudget extends BudgetRow {
  held_nano: number
  held_tokens: number
}

/**
 * Sets aside what a request may take, in one transaction: two at once can't both have the last cent. Answers the budget that it
 * would pass (nothing is held then), or null.
 */
export async function insertHold(db: D1Database, hold: BudgetHold): Promise<PassedBudget | null> {
  const now = Date.now()
  const time = new Date(now).toISOString()
  const what = [hold.id, hold.user_id, hold.project_id, hold.token_id, hold.nano, hold.tokens]
  const [, passed] = await db.batch<PassedBudget>([
    db.prepare('DELETE FROM budget_holds WHERE expires_at <= ?').bind(now),
    db.prepare(`${PASSED} LIMIT 1`).bind(time, ...what, now),
    db.prepare(HOLD).bind(time, ...what, now, now + HOLD_MS),
  ])
  return passed?.results[0] ?? null
}

export function deleteHold(db: D1Database, id: string): D1PreparedStatement {
  return db.prepare('DELETE FROM budget_holds WHERE id = ?').bind(id)
}

/** What of a request is in the ledger by now isn't held any more. */
export function reduceHold(db: D1Database, id: string, nano: number, tokens: number): D1PreparedStatement {
  const sql = 'UPDATE budget_holds SET nano = max(0, nano - ?2), tokens = max(0, tokens - ?3) WHERE id = ?1'
  return db.prepare(sql).bind(id, nano, tokens)
}
