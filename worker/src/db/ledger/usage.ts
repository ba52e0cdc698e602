import type { UsageGroup, UsageRow } from '#protocol/rest/usage.ts'
import { fromNano } from './money.ts'

const DAY_MS = 86_400_000
/** A row's id is as old as its turn, its time is of the turn's end: so long a turn may take. */
const LONGEST_TURN_MS = 2 * DAY_MS

// The name of a project that somebody has left is none of their business any more.
const NAMES = `LEFT JOIN members m ON m.project_id = u.project_id AND m.user_id = u.user_id
  LEFT JOIN projects p ON p.id = m.project_id
  LEFT JOIN threads t ON t.id = u.thread_id AND t.project_id = m.project_id`

const groups: Record<UsageGroup, { by: string; label: string }> = {
  day: { by: 'substr(u.created_at, 1, 10)', label: 'substr(u.created_at, 1, 10)' },
  model: { by: `u.provider || '/' || u.model`, label: `u.provider || '/' || u.model` },
  project: {
    by: 'u.project_id',
    label: `CASE u.project_id WHEN '' THEN 'No project' ELSE coalesce(p.name, u.project_id) END`,
  },
  thread: {
    by: 'u.thread_id',
    label: `CASE u.thread_id WHEN '' THEN 'No thread' ELSE coalesce(t.title, u.thread_id) END`,
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

export interface UsageAsk {
  user_id: string
  /** The project that alone is asked about. */
  project_id: string | null
  group_by: UsageGroup
  split_by?: 'model' | 'project'
  /** Days in UTC, both included. */
  from?: string
  to?: string
}

type SummedRow = Omit<UsageRow, 'cost_usd' | 'estimated_usd'> & { cost_nano: number; estimated_nano: number }

/** What a person's calls took. Days are oldest first, everything else the dearest first. */
export async function usageOf(db: D1Database, ask: UsageAsk): Promise<UsageRow[]> {
  const group = groups[ask.group_by]
  const split = ask.split_by ? groups[ask.split_by] : { by: 'NULL', label: 'NULL' }
  const dearest = 'cost_nano DESC, total_tokens DESC'
  const sql = `SELECT ${group.by} AS "group", max(${group.label}) AS label, ${split.by} AS split,
      max(${split.label}) AS split_label, count(*) AS calls, sum(u.cost_nano IS NULL) AS unpriced_calls,
      sum(u.source = 'estimated') AS estimated_calls, ${SUMS.join(', ')}, coalesce(sum(u.cost_nano), 0) AS cost_nano,
      coalesce(sum(CASE u.source WHEN 'estimated' THEN u.cost_nano END), 0) AS estimated_nano
    FROM usage u ${NAMES}
    WHERE u.user_id = ?1 AND u.id >= ?2 AND u.id < ?3 AND u.created_at >= ?4 AND u.created_at < ?5
      AND (?6 IS NULL OR u.project_id = ?6)
    GROUP BY 1, 3 ORDER BY ${ask.group_by === 'day' ? `1, ${dearest}` : dearest}`
  const { results } = await db
    .prepare(sql)
    .bind(ask.user_id, ...range(ask.from, ask.to), ask.project_id)
    .all<SummedRow>()
  return results.map(({ cost_nano, estimated_nano, ...row }) => ({
    ...row,
    cost_usd: fromNano(cost_nano),
    estimated_usd: fromNano(estimated_nano),
  }))
}

/** Rows of a time: by the key, which is quick, and by the time itself, which is right. */
function range(from: string | undefined, to: string | undefined): [string, string, string, string] {
  const end = to ? Date.parse(to) + DAY_MS : null
  return [
    from ? firstId(Date.parse(from) - LONGEST_TURN_MS) : '',
    end === null ? 'g' : firstId(end),
    from ?? '',
    end === null ? 'Z' : new Date(end).toISOString(),
  ]
}

/** The lowest UUID version 7 of a moment, as far as its milliseconds go. */
export function firstId(ms: number): string {
  const hex = Math.max(0, ms).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}`
}
