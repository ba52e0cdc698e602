import { Hono } from 'hono'
import { newId } from '#protocol/ids.ts'
import { chatRequest, createSession, type ChatRequest } from '#protocol/rest/chat.ts'
import type { Up } from '#protocol/thread-up.ts'
import { checkChoice } from '../models/check-choice.ts'
import { needProject, needThread } from '../auth/project-access.ts'
import { threadRoom } from '../doors.ts'
import { unwrap } from '../lib/error.ts'
import type { AppContext, AppEnv } from './http/app-env.ts'
import { guard } from './http/guard.ts'
import { idempotent, idempotentTurn } from './http/idempotent.ts'
import { projectToTalkIn } from '../rooms/new-project.ts'
import { created, newThread } from '../rooms/new-thread.ts'
import { readBody } from './http/read-input.ts'
import { memberOf } from '../rooms/rooms.ts'

export const chat = new Hono<AppEnv>()
chat.use(guard)

chat.post('/create-session', idempotent, async (c) => {
  const { message, project_id, ...choice } = await readBody(c, createSession)
  const me = c.get('me')
  const projectId = project_id ?? (await projectToTalkIn(c.env, me.id))
  const { project, role } = await needProject(c.env.DB, me.id, projectId, 'editor')
  const wanted = { ...choice, project_id: project.id, initial_message: message }
  return c.json(created(await newThread(c.env, me, role, wanted), c.req.url), 201)
})

chat.post('/stream', async (c) => {
  const { room, member, frame } = await turn(c, await readBody(c, chatRequest))
  const frames = unwrap(await room.stream(member, frame))
  return c.body(frames, 200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
})

chat.post('/complete', idempotentTurn, async (c) => {
  const { room, member, frame } = await turn(c, await readBody(c, chatRequest))
  return c.json(unwrap(await room.complete(member, frame)))
})

/** The thread that a message goes to (a new one, if none is named) and the frame that sends it there. */
async function turn(c: AppContext, body: ChatRequest) {
  const me = c.get('me')
  const { thread_id, role } = await place(c, body)
  const { message: content, message_id = newId(), provider, model, key_id, options, mode } = body
  const frame: Up<'send_message'> = {
    type: 'send_message',
    message_id,
    content,
    provider,
    model,
    key_id,
    options,
    mode,
  }
  return { room: threadRoom(c.env, thread_id), member: memberOf(me, role), frame }
}

async function place(c: AppContext, body: ChatRequest) {
  const me = c.get('me')
  if (body.thread_id) {
    const { thread, role } = await needThread(c.env.DB, me.id, body.thread_id, 'editor')
    if (body.project_id) await needProject(c.env.DB, me.id, body.project_id)
    await checkChoice(c.env, me.id, body)
    return { thread_id: thread.id, role }
  }
  const projectId = body.project_id ?? (await projectToTalkIn(c.env, me.id))
  const { project, role } = await needProject(c.env.DB, me.id, projectId, 'editor')
  const { provider, model, key_id } = body
  const thread = await newThread(c.env, me, role, { project_id: project.id, provider, model, key_id })
  return { thread_id: thread.id, role }
}
