import { env } from 'cloudflare:test'
import { expect, test } from 'vitest'
import { newId } from '#protocol/ids.ts'
import { setBudgets, type BudgetTarget } from '../db/ledger/budgets.ts'
import { holdBudget, releaseHold } from './hold.ts'

const set = (
  scope: BudgetTarget['scope'],
  target_id: string,
  limit_nano: number | null,
  limit_tokens: number | null = null,
) => setBudgets(env.DB, { scope, target_id }, [{ period: 'day', limit_nano, limit_tokens }])

function caller(more: { project_id?: string; token_id?: string } = {}) {
  const whose = { user_id: newId(), project_id: '', token_id: null as string | null, ...more }
  const hold = (nano: number, tokens = 0, id = newId()) => holdBudget(env.DB, { id, ...whose, nano, tokens })
  return { ...whose, hold }
}

test('what fits is held, and what would pass the limit is not', async () => {
  const { user_id, hold } = caller()
  await set('person', user_id, 100)
  expect(await hold(60)).toBeNull()
  expect(await hold(41)).toMatchObject({ scope: 'person', limit_usd: '0.000000100', spent_usd: '0.000000000' })
  expect(await hold(40)).toBeNull()
  expect(await hold(1)).not.toBeNull()
  expect(await hold(0, 1_000_000)).toBeNull()
})

test('of many at once only as many as fit get in', async () => {
  const { user_id, hold } = caller()
  await set('person', user_id, 100)
  const all = await Promise.all(Array.from({ length: 20 }, () => hold(30)))
  expect(all.filter((passed) => passed === null)).toHaveLength(3)
})

test('tokens count like dollars; the project and the access token have their own', async () => {
  const [project_id, token_id] = [newId(), newId()]
  const { hold } = caller({ project_id, token_id })
  await set('project', project_id, null, 10)
  await set('token', token_id, 5)
  expect(await hold(6, 1)).toMatchObject({ scope: 'token', target_id: token_id })
  expect(await hold(5, 11)).toMatchObject({ scope: 'project', target_id: project_id })
  expect(await hold(5, 10)).toBeNull()
  // somebody else of the same project
  expect(await caller({ project_id }).hold(0, 1)).toMatchObject({ scope: 'project' })
  expect(await caller().hold(1_000_000, 1_000_000)).toBeNull()
})

test('a hold ends when it is released, is replaced by its own id, and ends by itself', async () => {
  const { user_id, hold } = caller()
  await set('person', user_id, 100)
  const id = newId()
  expect(await hold(100, 0, id)).toBeNull()
  expect(await hold(50, 0, id)).toBeNull()
  expect(await hold(50)).toBeNull()
  await releaseHold(env.DB, id)
  await releaseHold(env.DB, id)
  expect(await hold(50)).toBeNull()
  expect(await hold(1)).not.toBeNull()
  await env.DB.prepare('UPDATE budget_holds SET expires_at = 1 WHERE user_id = ?').bind(user_id).run()
  expect(await hold(100)).toBeNull()
})
