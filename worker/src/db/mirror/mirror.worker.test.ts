import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { newId } from '#protocol/ids.ts'
import type { Message } from '#protocol/message.ts'
import { mirror, type MirrorBatch } from './mirror.ts'
import type { UsageEntry } from '../ledger/usage-entry.ts'

const now = '2026-11-20T10:00:00.000Z'

function message(thread_id: string, content: string, id = newId()): Message {
  const branch = { index: 0, count: 1 }
  const author = { id: newId(), name: 'Ada' }
  const fixed = { parent_message_id: null, role: 'user', status: 'complete', created_at: now } as const
  return { id, thread_id, content, author, branch, ...fixed }
}

function entry(): UsageEntry {
  const tokens = {
    input_tokens: 10,
    cached_read_tokens: 4,
    cache_write_tokens: 0,
    output_tokens: 5,
    reasoning_tokens: 1,
  }
  const ids = { id: newId(), user_id: newId(), project_id: newId(), thread_id: newId(), message_id: newId() }
  const usage = { ...tokens, total_tokens: 15, source: 'reported' } as const
  const cost = { cost_source: 'list', price_version: '1', token_id: null, key_id: null } as const
  return {
    ...ids,
    provider: 'openai',
    model: 'm',
    purpose: 'turn',
    usage,
    cost_usd: '0.000001500',
    created_at: now,
    ...cost,
  }
}

function batch(revision: number, messages: Message[] = [], id = newId()): MirrorBatch {
  const times = { created_at: now, last_activity_at: now, deleted_at: null }
  const nothing = { provider: null, model: null, summary: null, archived: false, running: false, last_message: null }
  const thread = { id, project_id: newId(), title: `at ${revision}`, title_source: 'model', message_count: 1 } as const
  const spent = { total_tokens: 0, cost_usd: '0.000000000' }
  const unsummarized = { summarized_at: null, summary_count: 0, needs_summary: false }
  return {
    thread: { ...thread, ...times, ...nothing, ...spent, ...unsummarized },
    revision,
    messages,
    usage: [],
    released: [],
    reads: [],
  }
}

const titleOf = (id: string) => env.DB.prepare('SELECT title FROM threads WHERE id = ?').bind(id).first('title')
const contentOf = (id: string) => env.DB.prepare('SELECT content FROM messages WHERE id = ?').bind(id).first('content')

test('an older batch never overwrites a newer row', async () => {
  const id = newId()
  const first = message(id, 'old')
  await mirror(env.DB, batch(1, [first], id))
  await mirror(env.DB, batch(3, [{ ...first, content: 'new' }], id))
  await mirror(env.DB, batch(2, [{ ...first, content: 'late' }], id))
  expect(await titleOf(id)).toBe('at 3')
  expect(await contentOf(first.id)).toBe('new')
})

test('a message of another thread is never touched, whatever id a client chose', async () => {
  const victim = newId()
  const theirs = message(victim, 'mine')
  await mirror(env.DB, batch(1, [theirs], victim))
  const thief = newId()
  await mirror(env.DB, batch(9, [message(thief, 'taken', theirs.id)], thief))
  expect(await contentOf(theirs.id)).toBe('mine')
})

test('the same batch twice leaves one usage row, and a mark of reading never goes back', async () => {
  const used = entry()
  const again = { ...batch(1), usage: [used], reads: [{ user_id: used.user_id, message_count: 7 }] }
  await mirror(env.DB, again)
  await mirror(env.DB, { ...again, reads: [{ user_id: used.user_id, message_count: 3 }] })
  const rows = await env.DB.prepare('SELECT cost_nano, total_tokens FROM usage WHERE user_id = ?')
    .bind(used.user_id)
    .all()
  expect(rows.results).toEqual([{ cost_nano: 1500, total_tokens: 15 }])
  const read = env.DB.prepare('SELECT message_count FROM thread_reads WHERE user_id = ?').bind(used.user_id)
  expect(await read.first('message_count')).toBe(7)
})

test('a batch that was under way during a deletion does not undo it', async () => {
  const id = newId()
  await mirror(env.DB, batch(1, [], id))
  await env.DB.prepare('UPDATE threads SET deleted_at = ? WHERE id = ?').bind(now, id).run()
  await mirror(env.DB, batch(2, [], id))
  const row = env.DB.prepare('SELECT deleted_at, title FROM threads WHERE id = ?').bind(id)
  expect(await row.first()).toEqual({ deleted_at: now, title: 'at 2' })
})

test('a turn writes four rows', async () => {
  const id = newId()
  await mirror(env.DB, batch(1, [], id))
  const turn = { ...batch(2, [message(id, 'a'), message(id, 'b')], id), usage: [entry()] }
  const { DB } = env
  let written = 0
  const counting = {
    prepare: (sql: string) => DB.prepare(sql),
    batch: async (statements: D1PreparedStatement[]) => {
      const results = await DB.batch(statements)
      written += results.reduce((sum, result) => sum + result.meta.rows_written, 0)
      return results
    },
  }
  await mirror(counting as unknown as D1Database, turn)
  expect(written).toBe(4)
})

test('a thousand messages at once, and one longer than a row of D1', async () => {
  const id = newId()
  const many = Array.from({ length: 1000 }, (_, at) => message(id, `${at}`))
  const huge = message(id, '汉'.repeat(1_000_000))
  await mirror(env.DB, batch(1, [...many, huge], id))
  const count = env.DB.prepare('SELECT count(*) AS count FROM messages WHERE thread_id = ?').bind(id)
  expect(await count.first('count')).toBe(1001)
})
