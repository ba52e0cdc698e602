import { eq } from 'drizzle-orm'
import { library } from './library.ts'
import { members } from './schema.ts'

/** Projects, deleted ones too, that have no other owner: they go with their owner. */
export async function projectsOwnedAlone(db: D1Database, userId: string): Promise<string[]> {
  const sql = `SELECT project_id FROM members m WHERE m.user_id = ?1 AND m.role = 'owner' AND NOT EXISTS
    (SELECT 1 FROM members o WHERE o.project_id = m.project_id AND o.user_id <> ?1 AND o.role = 'owner')`
  const { results } = await db.prepare(sql).bind(userId).all<{ project_id: string }>()
  return results.map((row) => row.project_id)
}

export async function projectsOf(db: D1Database, userId: string): Promise<string[]> {
  const query = library(db).select({ project_id: members.project_id }).from(members)
  return (await query.where(eq(members.user_id, userId))).map((row) => row.project_id)
}

export async function deleteProjectRows(db: D1Database, projectId: string): Promise<void> {
  await db.batch([
    db.prepare('DELETE FROM members WHERE project_id = ?').bind(projectId),
    db.prepare('DELETE FROM projects WHERE id = ?').bind(projectId),
    db.prepare(`DELETE FROM budgets WHERE scope = 'project' AND target_id = ?`).bind(projectId),
  ])
}

// An installation must not be left without an admin: the oldest account that is left becomes one.
const NEXT_ADMIN = `UPDATE users SET is_admin = 1
  WHERE NOT EXISTS (SELECT 1 FROM users WHERE is_admin = 1)
    AND id = (SELECT id FROM users ORDER BY created_at, id LIMIT 1)`

const OWN_BUDGETS = `DELETE FROM budgets WHERE (scope = 'person' AND target_id = ?1)
  OR (scope = 'token' AND target_id IN (SELECT id FROM tokens WHERE user_id = ?1))`

/** Everything that D1 holds of an account beside projects and threads. */
export async function deleteAccountRows(db: D1Database, userId: string): Promise<void> {
  const tables = [
    'sessions',
    'ws_tickets',
    'keys',
    'members',
    'usage',
    'thread_reads',
    'idempotency',
    'tokens',
    'budget_holds',
  ]
  await db.batch([
    // the tokens say which budgets are theirs
    db.prepare(OWN_BUDGETS).bind(userId),
    ...tables.map((table) => db.prepare(`DELETE FROM ${table} WHERE user_id = ?`).bind(userId)),
    db.prepare('DELETE FROM users WHERE id = ?').bind(userId),
    db.prepare(NEXT_ADMIN),
  ])
}
