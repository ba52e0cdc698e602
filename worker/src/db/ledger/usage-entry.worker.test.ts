import { env } from 'cloudflare:test'
import { beforeEach, expect, test } from 'vitest'
import { newId } from '#protocol/ids.ts'
import { dropStatements, usageStatements, type UsageEntry } from './usage-entry.ts'

let user_id: string
let entry: UsageEntry
beforeEach(async () => {
  user_id = newId()
  entry = { ...call('0.000000100', 10, '2026-03-31T23:59:00.000Z'), id: newId() }
  const budget = `INSERT INTO budgets (scope, target_id, period, limit_nano, limit_tokens, since, spent_nano, spent_tokens)
    VALUES ('person', ?, ?, NULL, 1000, '', 0, 0)`
  await env.DB.batch(['day', 'month', 'total'].map((period) => env.DB.prepare(budget).bind(user_id, period)))
})

function call(cost_usd: string, input_tokens: number, created_at: string): Omit<UsageEntry, 'id'> {
  const nothing = { cached_read_tokens: 0, cache_write_tokens: 0, output_tokens: 0, reasoning_tokens: 0 }
  const nowhere = { project_id: '', thread_id: '', message_id: '', token_id: null, key_id: null }
  return {
    ...nowhere,
    user_id,
    provider: 'openai',
    model: 'm',
    purpose: 'v1',
    usage: { ...nothing, input_tokens, total_tokens: input_tokens, source: 'reported' },
    cost_usd,
    cost_source: 'list',
    price_version: '1',
    created_at,
  }
}

const write = (one: UsageEntry) => env.DB.batch(usageStatements(env.DB, one))
const drop = (one: UsageEntry) => env.DB.batch(dropStatements(env.DB, one))
const rows = async () => {
  const all = env.DB.prepare('SELECT cost_nano, total_tokens FROM usage WHERE user_id = ? ORDER BY id').bind(user_id)
  return (await all.all()).results
}
/** By period: since when, billionths of a dollar, tokens. */
const spent = async () => {
  const sql = 'SELECT period, since, spent_nano, spent_tokens FROM budgets WHERE target_id = ? ORDER BY period'
  const { results } = await env.DB.prepare(sql).bind(user_id).all<Record<string, unknown>>()
  return Object.fromEntries(results.map((row) => [row.period, [row.since, row.spent_nano, row.spent_tokens]]))
}

test('a repeat changes nothing, another row adds', async () => {
  await write(entry)
  await write(entry)
  await write({ ...entry, id: newId() })
  expect(await rows()).toHaveLength(2)
  expect(await spent()).toEqual({ day: ['2026-03-31', 200, 20], month: ['2026-03', 200, 20], total: ['', 200, 20] })
})

test('a row that is replaced counts as it is now', async () => {
  await write(entry)
  const later = { ...entry, ...call('0.000000300', 25, '2026-03-31T23:59:30.000Z') }
  await write(later)
  await write(later)
  expect(await rows()).toEqual([{ cost_nano: 300, total_tokens: 25 }])
  expect(await spent()).toEqual({ day: ['2026-03-31', 300, 25], month: ['2026-03', 300, 25], total: ['', 300, 25] })
})

test('a row that is replaced after midnight counts whole where a new period began, and once where not', async () => {
  await write(entry)
  await write({ ...entry, ...call('0.000000300', 25, '2026-04-01T00:00:10.000Z') })
  expect(await spent()).toEqual({ day: ['2026-04-01', 300, 25], month: ['2026-04', 300, 25], total: ['', 300, 25] })
})

test('a row that is taken back is gone from the budgets too, however often', async () => {
  const other = { ...entry, id: newId() }
  await write(other)
  await write(entry)
  await drop(entry)
  await drop(entry)
  expect(await rows()).toEqual([{ cost_nano: 100, total_tokens: 10 }])
  expect(await spent()).toEqual({ day: ['2026-03-31', 100, 10], month: ['2026-03', 100, 10], total: ['', 100, 10] })
})

test('what comes late, for a day that is over, counts in what still goes on', async () => {
  await write({ ...entry, id: newId(), created_at: '2026-04-01T08:00:00.000Z' })
  await write(entry)
  expect(await spent()).toEqual({ day: ['2026-04-01', 100, 10], month: ['2026-04', 100, 10], total: ['', 200, 20] })
})
