import { env } from 'cloudflare:test'
import { expect, test } from 'vitest'
import { newId } from '#protocol/ids.ts'
import type { UsageEntry } from '../db/ledger/usage-entry.ts'
import { ledger } from './books.ts'

const entry = (): UsageEntry => ({
  id: newId(),
  user_id: newId(),
  project_id: '',
  thread_id: '',
  message_id: '',
  provider: 'openai',
  model: 'm',
  purpose: 'v1',
  usage: {
    input_tokens: 1,
    cached_read_tokens: 0,
    cache_write_tokens: 0,
    output_tokens: 1,
    reasoning_tokens: 0,
    total_tokens: 2,
    source: 'reported',
  },
  cost_usd: null,
  cost_source: null,
  price_version: null,
  token_id: null,
  key_id: null,
  created_at: new Date().toISOString(),
})

/** D1 that fails so many times; with `lost` it has written all the same, and only its answer is lost. */
function failing(times: number, lost = false): D1Database {
  let left = times
  const batch: D1Database['batch'] = async (statements) => {
    const fails = left-- > 0
    if (!fails || lost) {
      const answer = await env.DB.batch(statements)
      if (!fails) return answer as never
    }
    throw new Error('D1 is away')
  }
  return { prepare: (sql: string) => env.DB.prepare(sql), batch } as D1Database
}

const rows = (one: UsageEntry) =>
  env.DB.prepare('SELECT count(*) AS n FROM usage WHERE id = ?').bind(one.id).first<number>('n')

test.each([
  [0, false],
  [2, false],
  [2, true],
])('after %d failures (answers lost: %s) the row is there once, before the answer ends', async (times, lost) => {
  const one = entry()
  await ledger(failing(times, lost), { waitUntil: () => expect.fail('nothing is left to do') }).ended(one)
  expect(await rows(one)).toBe(1)
})

test('when D1 stays away longer the answer ends without waiting, and the row comes later', async () => {
  const one = entry()
  const later: Promise<unknown>[] = []
  await ledger(failing(4), { waitUntil: (work) => void later.push(work) }).ended(one)
  expect(await rows(one)).toBe(0)
  await Promise.all(later)
  expect(await rows(one)).toBe(1)
})
