import { Hono } from 'hono'
import * as rest from '#protocol/rest/threads.ts'
import type { Role } from '#protocol/person.ts'
import { checkProvider } from '../models/check-choice.ts'
import { needProject, needThread } from '../auth/project-access.ts'
import { listThreads } from '../db/thread-list.ts'
import { markThreadDeleted, shownThread } from '../db/threads.ts'
import { threadRoom } from '../doors.ts'
import { unwrap } from '../lib/error.ts'
import type { AppContext, AppEnv } from './http/app-env.ts'
import { forkThread } from '../rooms/fork-thread.ts'
import { guard } from './http/guard.ts'
import { idempotent } from './http/idempotent.ts'
import { created, newThread } from '../rooms/new-thread.ts'
import { memberOf } from '../rooms/rooms.ts'
import { tellMembers } from '../rooms/tell-members.ts'
import { readBody, readOptionalBody, readQuery } from './http/read-input.ts'

export const threads = new Hono<AppEnv>()
threads.use(guard)

threads.get('/', async (c) => {
  const query = readQuery(c, rest.threadsQuery)
  if (query.project_id) await needProject(c.env.DB, c.get('me').id, query.project_id)
  return c.json(await listThreads(c.env.DB, c.get('me').id, query))
})

threads.post('/', idempotent, async (c) => {
  const body = await readBody(c, rest.createThread)
  const me = c.get('me')
  const { project, role } = await needProject(c.env.DB, me.id, body.project_id, 'editor')
  const thread = await newThread(c.env, me, role, { ...body, project_id: project.id })
  return c.json(created(thread, c.req.url), 201)
})

threads.get('/:thread_id', async (c) => {
  const { thread } = await access(c)
  return c.json(shownThread(thread, unwrap(await threadRoom(c.env, thread.id).view())))
})

threads.patch('/:thread_id', async (c) => {
  const { thread } = await access(c, 'editor')
  const change = await readBody(c, rest.updateThread)
  checkProvider(change.provider)
  const { id, username: name } = c.get('me')
  return c.json(shownThread(thread, unwrap(await threadRoom(c.env, thread.id).change(change, { id, name }))))
})

threads.delete('/:thread_id', async (c) => {
  const { thread } = await access(c, 'editor')
  await threadRoom(c.env, thread.id).close()
  await markThreadDeleted(c.env.DB, thread.id, new Date().toISOString())
  const { id: thread_id, project_id } = thread
  tellMembers(c.env, project_id, { type: 'thread_deleted', thread_id, project_id })
  return c.body(null, 204)
})

threads.post('/:thread_id/restore', async (c) => {
  const { thread } = await access(c, 'editor', true)
  const reopened = unwrap(await threadRoom(c.env, thread.id).reopen())
  await markThreadDeleted(c.env.DB, thread.id, null)
  return c.json(shownThread(thread, reopened))
})

threads.post('/:thread_id/archive', async (c) => {
  const { thread } = await access(c, 'editor')
  const { archived } = await readOptionalBody(c, rest.archiveThread)
  return c.json(shownThread(thread, unwrap(await threadRoom(c.env, thread.id).change({ archived }))))
})

threads.post('/:thread_id/fork', idempotent, async (c) => {
  const { thread } = await access(c, 'editor')
  const { message_id } = await readOptionalBody(c, rest.forkThread)
  const source = unwrap(await threadRoom(c.env, thread.id).view())
  return c.json(created(await forkThread(c.env, source, message_id), c.req.url), 201)
})

threads.get('/:thread_id/messages', async (c) => {
  const { thread } = await access(c)
  const query = readQuery(c, rest.messagesQuery)
  return c.json(unwrap(await threadRoom(c.env, thread.id).messages(query)))
})

threads.get('/:thread_id/context', async (c) => {
  const { thread } = await access(c)
  return c.json(unwrap(await threadRoom(c.env, thread.id).context(c.get('me').id)))
})

threads.get('/:thread_id/summary', async (c) => {
  const { thread } = await access(c)
  return c.json(unwrap(await threadRoom(c.env, thread.id).summary()))
})

threads.post('/:thread_id/summarize', async (c) => {
  const { thread, role } = await access(c, 'editor')
  return c.json(unwrap(await threadRoom(c.env, thread.id).summarize(memberOf(c.get('me'), role))), 202)
})

function access(c: AppContext, needed?: Role, deleted?: boolean) {
  return needThread(c.env.DB, c.get('me').id, c.req.param('thread_id') ?? '', needed, deleted)
}
