import type { Message } from '#protocol/message.ts'
import type { Role } from '#protocol/person.ts'
import type { Thread } from '#protocol/thread.ts'
import type { Person } from '../auth/person.ts'
import { mirror } from '../db/mirror/mirror.ts'
import { deleteThreadRows, listedThread, threadIds } from '../db/threads.ts'
import { threadRoom, type Member, type PersonNews } from '../doors.ts'
import type { Env } from '../env.ts'
import { inTurns } from '../lib/in-turns.ts'
import { described, log } from '../lib/log.ts'

const AT_ONCE = 20
/** Rooms that are told of a change at once; older ones look again by themselves when somebody uses them. */
const TOLD_MAX = 500

export function memberOf(person: Person, role: Role): Member {
  // an access token has an admin's powers only by its scope
  const is_admin = person.is_admin && (person.token?.scopes.includes('admin') ?? true)
  const { id, username: name, session_id, token } = person
  return { id, name, role, session_id, is_admin, ...(token ? { token_id: token.id } : {}) }
}

/** Writes a new thread's row, so that its list has it before its room's outbox comes by. Answers the news for who may read it. */
export async function writeRow(env: Env, thread: Thread, messages: Message[] = []): Promise<[string, PersonNews][]> {
  const last = messages.findLast((message) => message.content !== '')
  const last_message = last
    ? { content: last.content.slice(0, 200), is_user: last.role === 'user', created_at: last.created_at }
    : null
  const row = { ...thread, last_message, running: false }
  const readers = await mirror(env.DB, {
    thread: { ...row, deleted_at: null },
    revision: 0,
    messages,
    usage: [],
    released: [],
    reads: [],
  })
  return readers.map(({ user_id, read_count }) => [
    user_id,
    { type: 'thread_changed', thread: listedThread(row, read_count) },
  ])
}

/** Tells the rooms of a project that a member's role changed (null: removed), so that open sockets follow at once. */
export async function tellRooms(env: Env, projectId: string, userId: string, role: Role | null): Promise<void> {
  const ids = await threadIds(env.DB, projectId, TOLD_MAX)
  await inTurns(ids, AT_ONCE, (id) => threadRoom(env, id).memberChanged(userId, role).catch(logged))
}

export async function closeRooms(env: Env, projectId: string): Promise<void> {
  const ids = await threadIds(env.DB, projectId)
  await inTurns(ids, AT_ONCE, (id) => threadRoom(env, id).close())
}

/** A project's rooms and everything that D1 knows of them, for good. Safe to do again after it was cut short. */
export async function destroyRooms(env: Env, projectId: string): Promise<void> {
  const ids = await threadIds(env.DB, projectId)
  await inTurns(ids, AT_ONCE, (id) => destroyThread(env, id))
}

export async function destroyThread(env: Env, threadId: string): Promise<void> {
  const messages = await threadRoom(env, threadId).destroy()
  await deleteThreadRows(env.DB, threadId, messages)
}

function logged(error: unknown): void {
  log('warn', 'a room did not hear of a change', { error: described(error) })
}
