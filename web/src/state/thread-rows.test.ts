import { expect, test } from 'vitest'
import { withNewest, withPage, withTouch, type ThreadRow } from './thread-rows.ts'

const row = (id: string, minute: number, more: Partial<ThreadRow> = {}): ThreadRow => ({
  id,
  project_id: 'p',
  title: `Thread ${id}`,
  title_source: 'person',
  provider: null,
  model: null,
  summary: null,
  archived: false,
  running: false,
  message_count: 2,
  total_tokens: 0,
  cost_usd: '0.000000000',
  summarized_at: null,
  needs_summary: false,
  created_at: '2026-11-21T10:00:00.000Z',
  last_activity_at: `2026-11-21T10:${String(minute).padStart(2, '0')}:00.000Z`,
  last_message: { content: 'Hello', is_user: true, created_at: '2026-11-21T10:00:00.000Z' },
  is_summarized: false,
  summary_count: 0,
  unread: 0,
  ...more,
})
const ids = (rows: ThreadRow[]) => rows.map((one) => one.id).join('')

test('a thread with something new moves to the top', () => {
  const rows = [row('a', 9), row('b', 5), row('c', 1)]
  expect(ids(withTouch(rows, { id: 'c', last_activity_at: row('c', 30).last_activity_at }))).toBe('cab')
})

test('a title changes in place and keeps the preview', () => {
  const [first] = withTouch([row('a', 9)], { id: 'a', title: 'New title' })
  expect(first).toMatchObject({ title: 'New title', last_message: { content: 'Hello' } })
})

test('a new thread of a frame becomes a row; a bare id does not', () => {
  const { last_message: _last, unread: _unread, is_summarized: _is, summary_count: _count, ...frame } = row('n', 40)
  expect(withTouch([row('a', 9)], frame)[0]).toMatchObject({ id: 'n', unread: 0, last_message: null })
  expect(ids(withTouch([row('a', 9)], { id: 'x', running: true }))).toBe('a')
})

test('a page that is older than what the socket said takes nothing back', () => {
  const live = row('a', 30, { last_message: { content: 'newer', is_user: false, created_at: '' } })
  const [first] = withPage([live], [row('a', 9, { unread: 3 })])
  expect(first).toMatchObject({
    unread: 3,
    last_activity_at: live.last_activity_at,
    last_message: { content: 'newer' },
  })
})

test('a thread that was deleted elsewhere leaves, older pages and new threads stay', () => {
  const rows = [row('n', 50), row('a', 9), row('x', 8), row('b', 7), row('old', 1)]
  const since = row('t', 40).last_activity_at
  const threads = [row('a', 9), row('b', 7)]
  expect(ids(withNewest(rows, { threads, has_more: true }, since))).toBe('nabold')
  expect(ids(withNewest(rows, { threads, has_more: false }, since))).toBe('nab')
  expect(ids(withNewest(rows, { threads: [], has_more: false }, since))).toBe('n')
})

test('pages that overlap show nothing twice', () => {
  const rows = withPage([row('a', 9), row('b', 5)], [row('b', 5), row('c', 1)])
  expect(ids(rows)).toBe('abc')
})
