import type { ThreadList } from '#protocol/rest/threads.ts'
import type { ThreadSummary } from '#protocol/thread.ts'

/** What the chat knows about a thread before the server's list does. */
export interface ThreadTouch extends Partial<ThreadSummary> {
  id: string
  /** What the answer that runs says so far, where a chat of this page knows it. */
  words?: string
}
export interface ThreadRow extends ThreadSummary {
  words?: string
}

const byActivity = (a: ThreadRow, b: ThreadRow) =>
  b.last_activity_at.localeCompare(a.last_activity_at) || b.id.localeCompare(a.id)

/** Frames and pages meet in any order: what is older than the row may not take it back. */
function isStale(row: ThreadRow, update: ThreadTouch): boolean {
  return update.last_activity_at !== undefined && update.last_activity_at < row.last_activity_at
}

function merged(row: ThreadRow, update: ThreadTouch): ThreadRow {
  if (!isStale(row, update)) return { ...row, ...update }
  return { ...row, ...update, last_activity_at: row.last_activity_at, last_message: row.last_message }
}

/** A frame's thread has no list fields; a row needs them. Undefined when even the thread's own are missing. */
function asRow(update: ThreadTouch): ThreadRow | undefined {
  if (update.title === undefined || !update.last_activity_at || !update.project_id) return undefined
  const row = { last_message: null, is_summarized: false, summary_count: 0, unread: 0, running: false, ...update }
  return row as ThreadRow
}

/** The list after one thread changed: merged in place, or put in, and sorted by what happened last. */
export function withTouch(rows: readonly ThreadRow[], update: ThreadTouch): ThreadRow[] {
  const at = rows.findIndex((row) => row.id === update.id)
  const row = at < 0 ? asRow(update) : merged(rows[at]!, update)
  if (!row) return [...rows]
  return [row, ...rows.filter((one) => one.id !== update.id)].sort(byActivity)
}

/**
 * The first page asked for again at `since`: what it no longer has was deleted or archived elsewhere. Rows older than
 * the page are beyond it, and what happened here after `since` it can't know.
 */
export function withNewest(
  rows: readonly ThreadRow[],
  page: Pick<ThreadList, 'threads' | 'has_more'>,
  since: string,
): ThreadRow[] {
  const inPage = new Set(page.threads.map((thread) => thread.id))
  const oldest = page.has_more ? (page.threads.at(-1)?.last_activity_at ?? '') : ''
  const kept = rows.filter((row) => inPage.has(row.id) || row.last_activity_at < oldest || row.last_activity_at > since)
  return withPage(kept, page.threads)
}

/** A page of the server's list, put to what is there: nothing twice, newest first. */
export function withPage(rows: readonly ThreadRow[], page: readonly ThreadSummary[]): ThreadRow[] {
  const known = new Map(rows.map((row) => [row.id, row]))
  for (const thread of page) {
    const row = known.get(thread.id)
    known.set(thread.id, row ? merged(row, thread) : thread)
  }
  return [...known.values()].sort(byActivity)
}
