import { id } from '#protocol/ids.ts'
import { roleAtLeast, type Role } from '#protocol/person.ts'
import { projectFor, type ProjectRow } from '../db/projects.ts'
import { threadFor, type ThreadRow } from '../db/threads.ts'
import { AppError } from '../lib/error.ts'

export interface ProjectAccess {
  project: ProjectRow
  role: Role
  thread_count: number
}
export interface ThreadAccess {
  thread: ThreadRow
  role: Role
}

/** A project of somebody who is a member with at least this role; for everybody else it isn't there. */
export async function needProject(
  db: D1Database,
  userId: string,
  projectId: string,
  needed: Role = 'viewer',
): Promise<ProjectAccess> {
  const found = isId(projectId) ? await projectFor(db, userId, projectId.toLowerCase()) : undefined
  if (!found) throw new AppError('not_found', 'There is no such project.')
  requireRole(found.role, needed)
  return found
}

/** A thread of a project that somebody is a member of. `deleted`: one that was deleted softly will do too. */
export async function needThread(
  db: D1Database,
  userId: string,
  threadId: string,
  needed: Role = 'viewer',
  deleted = false,
): Promise<ThreadAccess> {
  const found = isId(threadId) ? await threadFor(db, userId, threadId.toLowerCase()) : undefined
  if (!found || (found.thread.deleted_at !== null && !deleted)) throw noThread()
  requireRole(found.role, needed)
  return found
}

export function noThread(): AppError {
  return new AppError('thread_not_found', 'There is no such thread.')
}

export function isId(text: string): boolean {
  return id.safeParse(text).success
}

function requireRole(has: Role, needed: Role): void {
  if (roleAtLeast(has, needed)) return
  throw new AppError('forbidden', `This needs the role ${needed}; yours is ${has}.`)
}
