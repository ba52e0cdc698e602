import { and, eq } from 'drizzle-orm'
import type { Role } from '#protocol/person.ts'
import type { Member } from '#protocol/rest/projects.ts'
import { library } from './library.ts'
import { members, users } from './schema.ts'

const columns = {
  user_id: users.id,
  username: users.username,
  email: users.email,
  role: members.role,
  added_at: members.added_at,
}

export async function listMembers(db: D1Database, projectId: string): Promise<Member[]> {
  const query = library(db).select(columns).from(members).innerJoin(users, eq(users.id, members.user_id))
  return query.where(eq(members.project_id, projectId)).orderBy(members.added_at, users.id)
}

export async function findMember(db: D1Database, projectId: string, userId: string): Promise<Member | undefined> {
  const query = library(db).select(columns).from(members).innerJoin(users, eq(users.id, members.user_id))
  return query.where(and(eq(members.project_id, projectId), eq(members.user_id, userId))).get()
}

// What both writes below ask: whether somebody else is an owner. In the same statement, so that two owners who leave at the
// same moment don't leave the project without one.
const OTHER_OWNER = `EXISTS (SELECT 1 FROM members o WHERE o.project_id = ?1 AND o.user_id <> ?2 AND o.role = 'owner')`

const PUT = `INSERT INTO members (project_id, user_id, role, added_at) VALUES (?1, ?2, ?3, ?4)
  ON CONFLICT (project_id, user_id) DO UPDATE SET role = excluded.role
  WHERE members.role <> 'owner' OR excluded.role = 'owner' OR ${OTHER_OWNER}`

/** Adds a member or changes a role. False: they are the last owner, who has to stay one. */
export async function putMember(db: D1Database, projectId: string, userId: string, role: Role): Promise<boolean> {
  const result = await db.prepare(PUT).bind(projectId, userId, role, new Date().toISOString()).run()
  return result.meta.changes > 0
}

const REMOVE = `DELETE FROM members WHERE project_id = ?1 AND user_id = ?2 AND (role <> 'owner' OR ${OTHER_OWNER})`

/** False: they are the last owner. */
export async function removeMember(db: D1Database, projectId: string, userId: string): Promise<boolean> {
  const result = await db.prepare(REMOVE).bind(projectId, userId).run()
  return result.meta.changes > 0
}
