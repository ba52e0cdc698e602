import { and, asc, desc, eq, getTableColumns, gt, isNull, lt, or, sql, type SQL } from 'drizzle-orm'
import type { ThreadList } from '#protocol/rest/threads.ts'
import { readCursor, writeCursor } from '../lib/cursor.ts'
import { folded } from './folded.ts'
import { library } from './library.ts'
import { members, projects, threadReads, threads } from './schema.ts'
import { shownThread } from './threads.ts'

export interface ThreadsAsked {
  project_id?: string
  include_archived: boolean
  sort_by: 'created' | 'updated' | 'activity'
  order: 'asc' | 'desc'
  search?: string
  limit: number
  offset: number
  cursor?: string
}

const sortColumns = { created: threads.created_at, updated: threads.updated_at, activity: threads.last_activity_at }

/**
 * Threads of the projects that somebody is a member of. A cursor names the last row that was shown, not a number of rows:
 * rows that arrive meanwhile are neither skipped nor shown twice.
 */
export async function listThreads(db: D1Database, userId: string, asked: ThreadsAsked): Promise<ThreadList> {
  const order = `${asked.sort_by} ${asked.order}`
  const cursor = readCursor(asked.cursor, order)
  const column = sortColumns[asked.sort_by]
  const [direction, beyond] = asked.order === 'asc' ? [asc, gt] : [desc, lt]
  const shown = and(...conditions(asked))
  const after = cursor && or(beyond(column, cursor.value), and(eq(column, cursor.value), beyond(threads.id, cursor.id)))
  const rows = select(db, userId)
    .where(after ? and(shown, after) : shown)
    .orderBy(direction(column), direction(threads.id))
    .limit(asked.limit + 1)
    .offset(cursor ? 0 : asked.offset)
  const [found, counted] = await library(db).batch([rows, count(db, userId).where(shown)])
  const page = found.slice(0, asked.limit)
  const last = found.length > asked.limit ? page.at(-1) : undefined
  const value = { created: last?.created_at, updated: last?.updated_at, activity: last?.last_activity_at }[
    asked.sort_by
  ]
  return {
    threads: page.map((row) => shownThread(row)),
    total: counted[0]?.total ?? 0,
    has_more: last !== undefined,
    next_cursor: last && value ? writeCursor({ order, value, id: last.id }) : null,
  }
}

function conditions(asked: ThreadsAsked): SQL[] {
  const all = [isNull(threads.deleted_at)]
  if (asked.project_id) all.push(eq(threads.project_id, asked.project_id.toLowerCase()))
  if (!asked.include_archived) all.push(eq(threads.archived, false))
  // LIKE won't do: D1 refuses patterns over 50 bytes, and % and _ would need escaping.
  if (asked.search) all.push(sql`instr(${threads.title_folded}, ${folded(asked.search)}) > 0`)
  return all
}

function select(db: D1Database, userId: string) {
  const columns = { ...getTableColumns(threads), read_count: sql<number>`coalesce(${threadReads.message_count}, 0)` }
  return library(db)
    .select(columns)
    .from(threads)
    .innerJoin(members, ofMember(userId))
    .innerJoin(projects, ofProject)
    .leftJoin(threadReads, and(eq(threadReads.thread_id, threads.id), eq(threadReads.user_id, userId)))
    .$dynamic()
}

function count(db: D1Database, userId: string) {
  const total = sql<number>`count(*)`
  return library(db)
    .select({ total })
    .from(threads)
    .innerJoin(members, ofMember(userId))
    .innerJoin(projects, ofProject)
    .$dynamic()
}

const ofProject = and(eq(projects.id, threads.project_id), isNull(projects.deleted_at))
const ofMember = (userId: string) => and(eq(members.project_id, threads.project_id), eq(members.user_id, userId))
