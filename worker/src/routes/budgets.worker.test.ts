import { env } from 'cloudflare:test'
import { beforeAll, expect, test } from 'vitest'
import { newId } from '#protocol/ids.ts'
import { codeOf, person, type Client } from '../../test/client.ts'
import { usageStatements, type UsageEntry } from '../db/ledger/usage-entry.ts'

let admin: Client
beforeAll(async () => {
  admin = await person('Admin')
  expect(admin.user.is_admin).toBe(true)
})

async function spend(user_id: string, project_id: string, cost_usd: string, total_tokens: number, created_at?: string) {
  const usage = {
    input_tokens: total_tokens,
    cached_read_tokens: 0,
    cache_write_tokens: 0,
    output_tokens: 0,
    reasoning_tokens: 0,
  }
  const entry: UsageEntry = {
    id: newId(),
    user_id,
    project_id,
    thread_id: '',
    message_id: '',
    provider: 'openai',
    model: 'm',
    purpose: 'turn',
    usage: { ...usage, total_tokens, source: 'reported' },
    cost_usd,
    cost_source: 'list',
    price_version: '1',
    token_id: null,
    key_id: null,
    created_at: created_at ?? new Date().toISOString(),
  }
  await env.DB.batch(usageStatements(env.DB, entry))
}

test('a project’s owner sets its budgets, its members see them, in the ledger’s own figures', async () => {
  const [ada, bob] = [await person(), await person('Bob')]
  const project = await ada.project('Dear')
  await ada.post(`/projects/${project.id}/members`, { email: bob.user.email, role: 'editor' })
  await spend(ada.user.id, project.id, '0.300000001', 100)
  await spend(bob.user.id, project.id, '0.200000002', 10)
  await spend(bob.user.id, '', '9.000000000', 10)
  const budgets = [
    { period: 'month', limit_usd: 12.5 },
    { period: 'day', limit_usd: '0.600000000', limit_tokens: 1000 },
  ]
  const set = await ada.put(`/projects/${project.id}/budgets`, { budgets })
  expect(set.body.items).toMatchObject([
    {
      scope: 'project',
      target_id: project.id,
      label: 'Dear',
      period: 'day',
      limit_usd: '0.600000000',
      limit_tokens: 1000,
    },
    { period: 'month', limit_usd: '12.500000000', limit_tokens: null, spent_usd: '0.500000003', spent_tokens: 110 },
  ])
  expect(set.body.items[0].resets_at).toBe(
    `${new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)}T00:00:00.000Z`,
  )
  await spend(ada.user.id, project.id, '0.000000001', 1)
  expect((await bob.get(`/projects/${project.id}/budgets`)).body.items[0]).toMatchObject({ spent_usd: '0.500000004' })
  expect((await bob.get('/users/budgets')).body.items).toHaveLength(2)
  expect(codeOf(await bob.put(`/projects/${project.id}/budgets`, { budgets: [] }))).toBe('403 forbidden')
  const eve = await person('Eve')
  expect(codeOf(await eve.get(`/projects/${project.id}/budgets`))).toBe('404 not_found')
  expect((await eve.get('/users/budgets')).body.items).toEqual([])
})

test('what is set again keeps its sums; what is left out goes', async () => {
  const ada = await person()
  const project = await ada.project()
  const set = async (...budgets: object[]) => (await ada.put(`/projects/${project.id}/budgets`, { budgets })).body.items
  await set({ period: 'total', limit_tokens: 5 }, { period: 'day', limit_tokens: 5 })
  await spend(ada.user.id, project.id, '1.000000000', 7)
  expect(await set({ period: 'total', limit_usd: 3 })).toMatchObject([
    {
      period: 'total',
      limit_usd: '3.000000000',
      limit_tokens: null,
      spent_tokens: 7,
      spent_usd: '1.000000000',
      resets_at: null,
    },
  ])
  expect(await set()).toEqual([])
})

test('an admin sees every account with its budgets, page by page, and sets a person’s', async () => {
  const ada = await person()
  const path = `/admin/users/${ada.user.id}/budgets`
  const set = await admin.put(path, { budgets: [{ period: 'day', limit_usd: 0.01 }] })
  expect(set.body.items).toMatchObject([
    { scope: 'person', label: 'Ada', limit_usd: '0.010000000', spent_usd: '0.000000000' },
  ])
  expect((await ada.get('/users/budgets')).body.items).toEqual(set.body.items)
  expect((await admin.get(path)).body.items).toEqual(set.body.items)
  const first = (await admin.get('/admin/users?limit=1')).body
  expect(first.items).toMatchObject([{ id: ada.user.id, email: ada.user.email, budgets: set.body.items }])
  const second = (await admin.get(`/admin/users?limit=1&cursor=${first.next_cursor}`)).body
  expect(second.items[0].id).not.toBe(ada.user.id)
  expect(codeOf(await admin.get(`/admin/users/${newId()}/budgets`))).toBe('404 not_found')
})

test.each([
  [{ budgets: [{ period: 'day' }] }, 'budgets.0.limit_usd'],
  [{ budgets: [{ period: 'year', limit_usd: 1 }] }, 'budgets.0.period'],
  [{ budgets: [{ period: 'day', limit_usd: -1 }] }, 'budgets.0.limit_usd'],
  [{ budgets: [{ period: 'day', limit_usd: '1,5' }] }, 'budgets.0.limit_usd'],
  [
    {
      budgets: [
        { period: 'day', limit_usd: 1 },
        { period: 'day', limit_usd: 2 },
      ],
    },
    'budgets',
  ],
  [{}, 'budgets'],
])('%j is refused naming its field', async (body, field) => {
  const answer = await admin.put(`/admin/users/${admin.user.id}/budgets`, body)
  expect(codeOf(answer)).toBe('400 invalid_request')
  expect(answer.body.error.details.fields[0].field).toBe(field)
})
