import { and, desc, eq, getTableColumns, inArray, isNull, sql } from 'drizzle-orm'
import type { Thread, ThreadSummary } from '#protocol/thread.ts'
import { library } from './library.ts'
import { members, messages, projects, threadReads, threads } from './schema.ts'

export type ThreadRow = typeof threads.$inferSelect & { read_count: number }

const readCount = sql<number>`coalesce(${threadReads.message_count}, 0)`

/** A thread, also a deleted one, with the role that somebody has in its project; undefined when they have none. */
export async function threadFor(db: D1Database, userId: string, threadId: string) {
  const columns = { thread: { ...getTableColumns(threads), read_count: readCount }, role: members.role }
  return library(db)
    .select(columns)
    .from(threads)
    .innerJoin(projects, and(eq(projects.id, threads.project_id), isNull(projects.deleted_at)))
    .innerJoin(members, and(eq(members.project_id, threads.project_id), eq(members.user_id, userId)))
    .leftJoin(threadReads, and(eq(threadReads.thread_id, threads.id), eq(threadReads.user_id, userId)))
    .where(eq(threads.id, threadId))
    .get()
}

export async function markThreadDeleted(db: D1Database, threadId: string, deleted_at: string | null): Promise<void> {
  const updated_at = new Date().toISOString()
  await library(db).update(threads).set({ deleted_at, updated_at }).where(eq(threads.id, threadId))
}

/** The thread of a project that something happened in last. */
export async function newestThread(db: D1Database, projectId: string): Promise<string | undefined> {
  const open = and(eq(threads.project_id, projectId), isNull(threads.deleted_at), eq(threads.archived, false))
  const query = library(db).select({ id: threads.id }).from(threads).where(open)
  return (await query.orderBy(desc(threads.last_activity_at), desc(threads.id)).limit(1).get())?.id
}

/** Threads of a project, deleted ones too, newest activity first. */
export async function threadIds(db: D1Database, projectId: string, limit?: number): Promise<string[]> {
  const query = library(db).select({ id: threads.id }).from(threads).where(eq(threads.project_id, projectId))
  const newest = query.orderBy(desc(threads.last_activity_at))
  return (await (limit === undefined ? newest : newest.limit(limit))).map((row) => row.id)
}

/** What D1 knows of a thread: its card, and copies of these messages. */
export async function deleteThreadRows(db: D1Database, threadId: string, messages: string[]): Promise<void> {
  await db.batch([
    db
      .prepare('DELETE FROM messages WHERE thread_id = ?1 AND id IN (SELECT value FROM json_each(?2))')
      .bind(threadId, JSON.stringify(messages)),
    db.prepare('DELETE FROM threads WHERE id = ?').bind(threadId),
  ])
}

/** Which thread a message is in. Clients write ids in capitals too. */
export async function threadOfMessage(db: D1Database, messageId: string) {
  const written = inArray(messages.id, [messageId, messageId.toLowerCase()])
  return library(db).select({ id: messages.id, thread_id: messages.thread_id }).from(messages).where(written).get()
}

/** A row as lists show it; `thread` is what its room says, which is newer. */
export function shownThread(row: ThreadRow, thread: Thread = threadOf(row)): ThreadSummary {
  const last = row.last_content === null ? null : row
  const last_message = last && { content: last.last_content!, is_user: last.last_is_user!, created_at: last.last_at! }
  return listedThread({ ...thread, last_message, running: row.running }, row.read_count)
}

/** A thread as it stands in the list of somebody who has read this many of its messages. */
export function listedThread(
  thread: Thread & Pick<ThreadSummary, 'last_message' | 'running'>,
  read_count: number,
): ThreadSummary {
  return {
    ...thread,
    is_summarized: thread.summary !== null,
    unread: Math.max(0, thread.message_count - read_count),
  }
}

function threadOf(row: ThreadRow): Thread {
  const { id, project_id, title, title_source, provider, model, summary } = row
  const { archived, message_count, created_at, last_activity_at } = row
  const card = { id, project_id, title, title_source, provider, model, summary }
  const { total_tokens, cost_usd, summarized_at, summary_count, needs_summary } = row
  const spent = { total_tokens, cost_usd, summarized_at, summary_count, needs_summary }
  return { ...card, ...spent, archived, message_count, created_at, last_activity_at }
}
