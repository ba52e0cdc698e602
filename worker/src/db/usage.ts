import type { UsageRow } from '../../protocol/rest/usage.ts'
import { fromNano } from './money.ts'

export type UsageGroup = 'day' | 'model' | 'project' | 'thread'

const groups: Record<UsageGroup, { by: string; label: string; join: string }> = {
  day: { by: `substr(u.created_at, 1, 10)`, label: `substr(u.created_at, 1, 10)`, join: '' },
  model: { by: `u.provider || '/' || u.model`, label: `u.provider || '/' || u.model`, join: '' },
  // The name of a project that somebody has left is none of their business any more.
  project: {
    by: 'u.project_id',
    label: 'coalesce(p.name, u.project_id)',
    join: `LEFT JOIN members m ON m.project_id = u.project_id AND m.user_id = u.user_id
      LEFT JOIN projects p ON p.id = m.project_id`,
  },
  thread: {
    by: 'u.thread_id',
    label: 'coalesce(t.title, u.thread_id)',
    join: `LEFT JOIN members m ON m.project_id = u.project_id AND m.user_id = u.user_id
      LEFT JOIN threads t ON t.id = u.thread_id AND t.project_id = m.project_id`,
  },
}

const SUMS = [
  'input_tokens',
  'cached_read_tokens',
  'cache_write_tokens',
  'output_tokens',
  'reasoning_tokens',
  'total_tokens',
].map((column) => `sum(u.${column}) AS ${column}`)

/** What a person's turns took, days `from` to `to` (UTC, both included). */
export async function usageOf(
  db: D1Database,
  userId: string,
  group: UsageGroup,
  from: string | undefined,
  to: string | undefined,
): Promise<UsageRow[]> {
  const { by, label, join } = groups[group]
  const sql = `SELECT ${by} AS "group", max(${label}) AS label, count(*) AS calls, ${SUMS.join(', ')},
      coalesce(sum(u.cost_nano), 0) AS cost_nano
    FROM usage u ${join}
    WHERE u.user_id = ?1 AND u.id >= ?2 AND u.id < ?3
    GROUP BY ${by} ORDER BY ${group === 'day' ? 'min(u.id)' : 'total_tokens DESC'}`
  const first = from ? idAt(Date.parse(from)) : ''
  const last = to ? idAt(Date.parse(to) + 86_400_000) : 'g'
  const { results } = await db.prepare(sql).bind(userId, first, last).all<UsageRow & { cost_nano: number }>()
  return results.map(({ cost_nano, ...row }) => ({ ...row, cost_usd: fromNano(cost_nano) }))
}

/** The lowest UUID version 7 of a moment, as far as its milliseconds go. */
function idAt(ms: number): string {
  const hex = Math.max(0, ms).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}`
}
