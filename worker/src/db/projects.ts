import { and, desc, eq, getTableColumns, isNull, lt, or, sql, type SQL } from 'drizzle-orm'
import type { Role } from '#protocol/person.ts'
import type { Project } from '#protocol/rest/projects.ts'
import type { Page } from '#protocol/rest/operation.ts'
import { readCursor, writeCursor } from '../lib/cursor.ts'
import { library } from './library.ts'
import { members, projects } from './schema.ts'

export type ProjectRow = typeof projects.$inferSelect
type ProjectChange = Partial<Omit<ProjectRow, 'id' | 'created_at' | 'updated_at' | 'deleted_at'>>

const ORDER = 'created'
const threadCount = sql<number>`(SELECT count(*) FROM threads t WHERE t.project_id = ${projects.id} AND t.deleted_at IS NULL)`
const isMember = (userId: string) => and(eq(members.project_id, projects.id), eq(members.user_id, userId))

/** Makes a project with its owner. */
export async function insertProject(db: D1Database, row: ProjectRow, ownerId: string): Promise<Project> {
  const owner = { project_id: row.id, user_id: ownerId, role: 'owner', added_at: row.created_at } as const
  const d1 = library(db)
  await d1.batch([d1.insert(projects).values(row), d1.insert(members).values(owner)])
  return shownProject(row, 'owner', 0)
}

/** A project with the role that somebody has in it; undefined when they have none. */
export async function projectFor(db: D1Database, userId: string, projectId: string) {
  const there = and(eq(projects.id, projectId), isNull(projects.deleted_at))
  const columns = { project: getTableColumns(projects), role: members.role, thread_count: threadCount }
  return library(db).select(columns).from(projects).innerJoin(members, isMember(userId)).where(there).get()
}

/** A project as each of its members sees it; nobody does when it was deleted. */
export async function projectForEach(
  db: D1Database,
  projectId: string,
): Promise<{ user_id: string; project: Project }[]> {
  const there = and(eq(projects.id, projectId), isNull(projects.deleted_at))
  const seen = { user_id: members.user_id, role: members.role }
  const columns = { project: getTableColumns(projects), ...seen, thread_count: threadCount }
  const query = library(db).select(columns).from(projects).innerJoin(members, eq(members.project_id, projects.id))
  const rows = await query.where(there)
  return rows.map(({ project, role, user_id, thread_count }) => ({
    user_id,
    project: shownProject(project, role, thread_count),
  }))
}

export async function listProjects(
  db: D1Database,
  userId: string,
  page: { limit: number; cursor?: string; include_archived?: boolean },
): Promise<Page<Project>> {
  const cursor = readCursor(page.cursor, ORDER)
  const conditions: (SQL | undefined)[] = [isNull(projects.deleted_at)]
  if (!page.include_archived) conditions.push(eq(projects.archived, false))
  if (cursor) {
    const earlier = lt(projects.created_at, cursor.value)
    conditions.push(or(earlier, and(eq(projects.created_at, cursor.value), lt(projects.id, cursor.id))))
  }
  const columns = { project: getTableColumns(projects), role: members.role, thread_count: threadCount }
  const query = library(db).select(columns).from(projects).innerJoin(members, isMember(userId))
  const newest = query.where(and(...conditions)).orderBy(desc(projects.created_at), desc(projects.id))
  const rows = await newest.limit(page.limit + 1)
  const items = rows.slice(0, page.limit).map((row) => shownProject(row.project, row.role, row.thread_count))
  const last = rows.length > page.limit ? items.at(-1) : undefined
  return { items, next_cursor: last ? writeCursor({ order: ORDER, value: last.created_at, id: last.id }) : null }
}

/** The project that somebody made or joined last and may write in. */
export async function newestProject(db: D1Database, userId: string): Promise<string | undefined> {
  const open = sql`${projects.deleted_at} IS NULL AND NOT ${projects.archived} AND ${members.role} <> 'viewer'`
  const query = library(db).select({ id: projects.id }).from(projects).innerJoin(members, isMember(userId)).where(open)
  return (await query.orderBy(desc(projects.created_at), desc(projects.id)).limit(1).get())?.id
}

export async function updateProject(db: D1Database, projectId: string, change: ProjectChange): Promise<ProjectRow> {
  const updated_at = new Date().toISOString()
  const update = library(db)
    .update(projects)
    .set({ ...change, updated_at })
  return update.where(eq(projects.id, projectId)).returning().get()
}

export async function markProjectDeleted(db: D1Database, projectId: string): Promise<void> {
  const deleted_at = new Date().toISOString()
  await library(db).update(projects).set({ deleted_at }).where(eq(projects.id, projectId))
}

export function shownProject(row: ProjectRow, role: Role, thread_count: number): Project {
  const { deleted_at: _, tools, ...project } = row
  return { ...project, tools: tools ?? [], tools_chosen: tools !== null, role, thread_count }
}
