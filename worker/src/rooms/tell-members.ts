import { waitUntil } from 'cloudflare:workers'
import { listMembers } from '../db/members.ts'
import { projectForEach } from '../db/projects.ts'
import { personRoom, tellPeople, type PersonNews } from '../doors.ts'
import type { Env } from '../env.ts'
import { described, log } from '../lib/log.ts'

/** Tells everyone in a project the same, beside the answer. */
export function tellMembers(env: Env, projectId: string, news: PersonNews): void {
  beside(async () => {
    const members = await listMembers(env.DB, projectId)
    await tellPeople(
      env,
      members.map(({ user_id }) => [user_id, news]),
    )
  })
}

/** Tells the members of a project, or one of them, how it stands for them. */
export function tellProject(env: Env, projectId: string, userId?: string): void {
  beside(async () => {
    const all = await projectForEach(env.DB, projectId)
    const told = userId === undefined ? all : all.filter(({ user_id }) => user_id === userId)
    await tellPeople(
      env,
      told.map(({ user_id, project }) => [user_id, { type: 'project_changed', project }]),
    )
  })
}

/** Tells each of some people their news. */
export function tellEach(env: Env, all: [user_id: string, news: PersonNews][]): void {
  beside(() => tellPeople(env, all))
}

/** Sessions of somebody have ended: their own object's sockets follow at once. */
export function tellSessionsEnded(env: Env, userId: string): void {
  beside(() => personRoom(env, userId).sessionsEnded())
}

/** Nobody waits, and who isn't told asks for their lists when they come back. */
function beside(work: () => Promise<void>): void {
  waitUntil(work().catch((error: unknown) => log('warn', 'news were not told', { error: described(error) })))
}
