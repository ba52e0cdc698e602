import { listMembers } from '../db/members.ts'
import { deleteAccountRows, deleteProjectRows, projectsOf, projectsOwnedAlone } from '../db/accounts.ts'
import { personRoom } from '../doors.ts'
import type { Env } from '../env.ts'
import { destroyRooms, tellRooms } from './rooms.ts'
import { tellEach } from './tell-members.ts'

/**
 * An account and what it alone owns. The account's own rows go last: if this is cut short, the same call does the rest. In
 * projects that have other owners its messages stay, as said by that name.
 */
export async function destroyAccount(env: Env, userId: string): Promise<void> {
  for (const projectId of await projectsOwnedAlone(env.DB, userId)) {
    const others = await listMembers(env.DB, projectId)
    await destroyRooms(env, projectId)
    await deleteProjectRows(env.DB, projectId)
    tellEach(
      env,
      others.map(({ user_id }) => [user_id, { type: 'project_deleted', project_id: projectId }]),
    )
  }
  const shared = await projectsOf(env.DB, userId)
  await deleteAccountRows(env.DB, userId)
  for (const projectId of shared) await tellRooms(env, projectId, userId, null)
  await personRoom(env, userId).destroy()
}
