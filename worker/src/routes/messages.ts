import { Hono } from 'hono'
import type { Role } from '#protocol/person.ts'
import { patchMessage } from '#protocol/rest/threads.ts'
import { isId, needThread } from '../auth/project-access.ts'
import { threadOfMessage } from '../db/threads.ts'
import { threadRoom } from '../doors.ts'
import { AppError, unwrap } from '../lib/error.ts'
import type { AppContext, AppEnv } from './http/app-env.ts'
import { guard } from './http/guard.ts'
import { readBody } from './http/read-input.ts'
import { memberOf } from '../rooms/rooms.ts'

/** A message reaches D1 a moment after its room acknowledged it. */
const LAG_MS = 300
const LOOKS = 4

export const messages = new Hono<AppEnv>()
messages.use(guard)

messages.patch('/:message_id', async (c) => {
  const { message_id, member, room } = await messageFor(c, 'editor')
  const body = await readBody(c, patchMessage)
  return c.json(unwrap(await room.edit(member, { type: 'edit_message', message_id, ...body })))
})

messages.delete('/:message_id', async (c) => {
  const { message_id, member, room } = await messageFor(c, 'editor')
  unwrap(await room.remove(member, message_id))
  return c.body(null, 204)
})

messages.get('/:message_id/edits', async (c) => {
  const { message_id, room } = await messageFor(c, 'viewer')
  return c.json({ items: unwrap(await room.edits(message_id)), next_cursor: null })
})

messages.get('/:message_id/outputs/:tool_call_id', async (c) => {
  const { message_id, room } = await messageFor(c, 'viewer')
  return c.text(unwrap(await room.output(message_id, c.req.param('tool_call_id'))))
})

/** The room that a message is in, for a member of its project; for everybody else there is no such message. */
async function messageFor(c: AppContext, needed: Role) {
  const me = c.get('me')
  const found = await find(c.env.DB, c.req.param('message_id') ?? '')
  if (!found) throw noMessage()
  const { role } = await needThread(c.env.DB, me.id, found.thread_id, needed).catch((error: unknown) => {
    throw error instanceof AppError && error.code === 'thread_not_found' ? noMessage() : error
  })
  return { message_id: found.id, member: memberOf(me, role), room: threadRoom(c.env, found.thread_id) }
}

async function find(db: D1Database, messageId: string) {
  if (!isId(messageId)) return null
  for (let look = 1; ; look++) {
    const found = await threadOfMessage(db, messageId)
    if (found || look === LOOKS) return found
    await scheduler.wait(LAG_MS)
  }
}

function noMessage(): AppError {
  return new AppError('message_not_found', 'There is no such message.')
}
