import { usageQuery, type UsageRow } from '#protocol/rest/usage.ts'
import { usageOf } from '../db/ledger/usage.ts'
import { csv } from '../lib/csv.ts'
import type { AppContext } from './http/app-env.ts'
import { readQuery } from './http/read-input.ts'

const COLUMNS: (keyof UsageRow)[] = [
  'group',
  'label',
  'split',
  'split_label',
  'calls',
  'unpriced_calls',
  'estimated_calls',
  'input_tokens',
  'cached_read_tokens',
  'cache_write_tokens',
  'output_tokens',
  'reasoning_tokens',
  'total_tokens',
  'cost_usd',
  'estimated_usd',
]

/** `GET /users/usage`, as JSON or as a table to download. */
export async function answerUsage(c: AppContext): Promise<Response> {
  const { format, ...query } = readQuery(c, usageQuery)
  const rows = await usageOf(c.env.DB, { ...query, user_id: c.get('me').id, project_id: null })
  if (format !== 'csv' && !prefersCsv(c.req.header('accept'))) return c.json({ items: rows, next_cursor: null })
  const dates = [query.from, query.to].filter((day) => day !== undefined).join('-to-')
  const name = ['edgewise-usage-by', query.group_by, dates].filter(Boolean).join('-')
  return c.body(csv(COLUMNS, rows), 200, {
    'content-type': 'text/csv; charset=utf-8; header=present',
    'content-disposition': `attachment; filename="${name}.csv"`,
  })
}

function prefersCsv(accept: string | undefined): boolean {
  return /^\s*text\/csv\b/i.test(accept ?? '')
}
