import type { Usage } from '#protocol/usage.ts'
import { insertInto, setExcluded } from '../insert-into.ts'
import { toNano } from './money.ts'
import type { UsagePurpose } from '../schema.ts'

/** One row of the ledger: one call of a provider. Ids that don't apply are empty. */
export interface UsageEntry {
  /** A UUID version 7: ranges of time go by it. */
  id: string
  user_id: string
  project_id: string
  thread_id: string
  message_id: string
  provider: string
  model: string
  purpose: UsagePurpose
  usage: Usage
  cost_usd: string | null
  /** Who named the cost: the provider itself, or a price list of `price_version`. Null: nobody knows it. */
  cost_source: 'provider' | 'list' | null
  price_version: string | null
  token_id: string | null
  key_id: string | null
  created_at: string
}

const USAGE_COLUMNS = [
  'user_id',
  'id',
  'project_id',
  'thread_id',
  'message_id',
  'provider',
  'model',
  'purpose',
  'input_tokens',
  'cached_read_tokens',
  'cache_write_tokens',
  'output_tokens',
  'reasoning_tokens',
  'total_tokens',
  'source',
  'cost_nano',
  'cost_source',
  'price_version',
  'token_id',
  'key_id',
  'created_at',
]
const PUT = `${insertInto('usage', USAGE_COLUMNS)} ON CONFLICT DO UPDATE SET ${setExcluded(USAGE_COLUMNS, ['user_id', 'id'])}`
const DROP = 'DELETE FROM usage WHERE user_id = ? AND id = ?'

/** What the row so far counted in the period that `?6` is in. */
const counted = (column: string) => `coalesce((SELECT u.${column} FROM usage u WHERE u.user_id = ?1 AND u.id = ?7
  AND substr(u.created_at, 1, ${periodLength('period')}) = substr(?6, 1, ${periodLength('period')})), 0)`
// This comes before the row itself, which tells what was counted already: a repeat counts nothing. What comes late, for a period that is
// over, neither.
const COUNT = `UPDATE budgets SET
    spent_nano = ?4 - ${counted('cost_nano')}
      + CASE WHEN since = substr(?6, 1, ${periodLength('period')}) THEN spent_nano ELSE 0 END,
    spent_tokens = ?5 - ${counted('total_tokens')}
      + CASE WHEN since = substr(?6, 1, ${periodLength('period')}) THEN spent_tokens ELSE 0 END,
    since = substr(?6, 1, ${periodLength('period')})
  WHERE ((scope = 'person' AND target_id = ?1) OR (scope = 'project' AND target_id = ?2)
      OR (scope = 'token' AND target_id = ?3))
    AND since <= substr(?6, 1, ${periodLength('period')})`

/** How much of a time says which period it is in: `2026-11-21`, `2026-11`, or nothing for all time. */
export function periodLength(column: string): string {
  return `CASE ${column} WHEN 'day' THEN 10 WHEN 'month' THEN 7 ELSE 0 END`
}

/**
 * What writes a row of the ledger and counts it in the budgets it concerns; to be in one batch. A row of the same id is
 * replaced and no longer counted, so a repeat changes nothing.
 */
export function usageStatements(db: D1Database, entry: UsageEntry): D1PreparedStatement[] {
  const cost_nano = entry.cost_usd === null ? null : toNano(entry.cost_usd)
  const values: Record<string, unknown> = { ...entry, ...entry.usage, cost_nano }
  return [
    count(db, entry, cost_nano ?? 0, entry.usage.total_tokens),
    db.prepare(PUT).bind(...USAGE_COLUMNS.map((column) => values[column] ?? null)),
  ]
}

/** What takes a row back, in one batch: the call took nothing after all. */
export function dropStatements(db: D1Database, entry: UsageEntry): D1PreparedStatement[] {
  return [count(db, entry, 0, 0), db.prepare(DROP).bind(entry.user_id, entry.id)]
}

function count(db: D1Database, entry: UsageEntry, nano: number, tokens: number): D1PreparedStatement {
  const { id, user_id, project_id, token_id, created_at } = entry
  return db.prepare(COUNT).bind(user_id, project_id, token_id, nano, tokens, created_at, id)
}
