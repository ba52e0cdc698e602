import { env, SELF } from 'cloudflare:test'
import { expect, test } from 'vitest'
import { newId } from '#protocol/ids.ts'
import { ORIGIN, person, type Client } from '../../test/client.ts'
import { usageStatements, type UsageEntry } from '../db/ledger/usage-entry.ts'
import { firstId } from '../db/ledger/usage.ts'

const tokens = (input_tokens: number, output_tokens = 0) => ({
  input_tokens,
  cached_read_tokens: 0,
  cache_write_tokens: 0,
  output_tokens,
  reasoning_tokens: 0,
  total_tokens: input_tokens + output_tokens,
})

/** A UUID version 7 of a moment. */
const idAt = (time: string) => `${firstId(Date.parse(time))}-7000-8000-000000000001`

/** Writes one call of somebody into the ledger, as a room or /v1 does. */
async function spend(who: Client, one: Partial<UsageEntry> = {}) {
  const entry: UsageEntry = {
    id: newId(),
    user_id: who.user.id,
    project_id: '',
    thread_id: '',
    message_id: '',
    provider: 'openai',
    model: 'm',
    purpose: 'v1',
    usage: { ...tokens(10, 5), source: 'reported' },
    cost_usd: '0.000000001',
    cost_source: 'list',
    price_version: '1',
    token_id: null,
    key_id: null,
    created_at: new Date().toISOString(),
    ...one,
  }
  await env.DB.batch(usageStatements(env.DB, entry))
  return entry
}

const rows = async (who: Client, query: string) => (await who.get(`/users/usage?${query}`)).body.items

test('split by a second word, with what has no price and what nobody reported counted apart', async () => {
  const ada = await person()
  const project = await ada.project('Costly')
  const estimated = { ...tokens(100), source: 'estimated' } as const
  await spend(ada, { project_id: project.id, cost_usd: '1.000000000' })
  await spend(ada, { project_id: project.id, model: 'n', cost_usd: null, cost_source: null })
  await spend(ada, { project_id: project.id, model: 'n', cost_usd: '0.200000002', usage: estimated })
  await spend(ada)
  expect(await rows(ada, 'group_by=project&split_by=model')).toMatchObject([
    {
      group: project.id,
      label: 'Costly',
      split: 'openai/m',
      split_label: 'openai/m',
      calls: 1,
      cost_usd: '1.000000000',
    },
    {
      group: project.id,
      split: 'openai/n',
      calls: 2,
      unpriced_calls: 1,
      estimated_calls: 1,
      cost_usd: '0.200000002',
      estimated_usd: '0.200000002',
    },
    {
      group: '',
      label: 'No project',
      split: 'openai/m',
      calls: 1,
      cost_usd: '0.000000001',
      estimated_usd: '0.000000000',
    },
  ])
  expect(await rows(ada, 'group_by=thread')).toMatchObject([{ group: '', label: 'No thread', split: null, calls: 4 }])
})

test('a day is the day on which a call ended, however long before it began', async () => {
  const ada = await person()
  await spend(ada, { id: idAt('2023-06-29T23:59:00Z'), created_at: '2023-06-30T00:01:00.000Z' })
  expect(await rows(ada, 'from=2023-06-30&to=2023-06-30')).toMatchObject([{ group: '2023-06-30', calls: 1 }])
  expect(await rows(ada, 'to=2023-06-29')).toEqual([])
})

test('as a table, by format or by Accept, that no spreadsheet runs', async () => {
  const ada = await person()
  const project = await ada.project('=HYPERLINK("http://evil","x")')
  const created_at = '2026-05-05T10:00:00.000Z'
  await spend(ada, { id: idAt(created_at), project_id: project.id, created_at })
  const get = (query: string, accept = '*/*') =>
    SELF.fetch(`${ORIGIN}/api/v1/users/usage?${query}`, { headers: { authorization: `Bearer ${ada.access}`, accept } })
  const table = await get('format=csv&group_by=project&from=2026-05-01&to=2026-05-31')
  expect(table.headers.get('content-type')).toContain('text/csv')
  expect(table.headers.get('content-disposition')).toBe(
    'attachment; filename="edgewise-usage-by-project-2026-05-01-to-2026-05-31.csv"',
  )
  expect(await table.text()).toBe(
    'group,label,split,split_label,calls,unpriced_calls,estimated_calls,input_tokens,cached_read_tokens,' +
      'cache_write_tokens,output_tokens,reasoning_tokens,total_tokens,cost_usd,estimated_usd\r\n' +
      `${project.id},"'=HYPERLINK(""http://evil"",""x"")",,,1,0,0,10,0,0,5,0,15,0.000000001,0.000000000\r\n`,
  )
  const asked = await get('from=2026-05-01', 'text/csv')
  expect(asked.headers.get('content-type')).toContain('text/csv')
  await asked.body?.cancel()
})

test('a repeat is counted once, in the ledger and in every budget; a late row of an earlier period in none', async () => {
  const [ada, project_id] = [await person(), newId()]
  const sql = `INSERT INTO budgets (scope, target_id, period, since, spent_nano, spent_tokens) VALUES (?, ?, ?, '', 0, 0)`
  const targets = [
    ['person', ada.user.id, 'day'],
    ['project', project_id, 'month'],
    ['project', project_id, 'total'],
  ]
  await env.DB.batch(targets.map((target) => env.DB.prepare(sql).bind(...target)))
  const spent = async () => {
    const all = env.DB.prepare(
      'SELECT period, since, spent_nano AS n, spent_tokens AS t FROM budgets WHERE target_id IN (?, ?)',
    )
    const { results } = await all.bind(ada.user.id, project_id).all<Record<string, string>>()
    return Object.fromEntries(results.map(({ period, since, n, t }) => [period, `${since} ${n} ${t}`]))
  }
  const first = await spend(ada, { project_id, created_at: '2026-03-31T23:00:00.000Z' })
  await spend(ada, first)
  expect(await spent()).toEqual({ day: '2026-03-31 1 15', month: '2026-03 1 15', total: ' 1 15' })
  await spend(ada, { project_id, cost_usd: '2.000000000', created_at: '2026-04-01T00:00:00.000Z' })
  expect(await spent()).toEqual({
    day: '2026-04-01 2000000000 15',
    month: '2026-04 2000000000 15',
    total: ' 2000000001 30',
  })
  await spend(ada, { project_id, created_at: '2026-03-31T23:59:00.000Z' })
  expect(await spent()).toEqual({
    day: '2026-04-01 2000000000 15',
    month: '2026-04 2000000000 15',
    total: ' 2000000002 45',
  })
})
