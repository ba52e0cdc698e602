import { newId } from '#protocol/ids.ts'
import type { Role } from '#protocol/person.ts'
import { createdThread } from '#protocol/rest/threads.ts'
import type { Thread } from '#protocol/thread.ts'
import type { ModelChoice } from '#protocol/turn.ts'
import { checkChoice } from '../models/check-choice.ts'
import type { Person } from '../auth/person.ts'
import { threadRoom, type ThreadSeed } from '../doors.ts'
import type { Env } from '../env.ts'
import { AppError, unwrap } from '../lib/error.ts'
import { tellEach } from './tell-members.ts'
import { destroyThread, memberOf, writeRow } from './rooms.ts'

interface Wanted extends ModelChoice {
  project_id: string
  title?: string
  initial_message?: string
}

/** A thread with its room, its row and perhaps its first message; or, when that message is refused, nothing at all. */
export async function newThread(env: Env, me: Person, role: Role, wanted: Wanted): Promise<Thread> {
  const { provider, model } = await checkChoice(env, me.id, wanted)
  const seed = { id: newId(), project_id: wanted.project_id, title: wanted.title ?? null, provider, model }
  // one whose first message may be refused is told by its room, when that message is in it
  const thread = await startThread(env, seed, wanted.initial_message === undefined)
  if (wanted.initial_message === undefined) return thread
  const choice = { provider: wanted.provider, model: wanted.model, key_id: wanted.key_id }
  const frame = { type: 'send_message', message_id: newId(), content: wanted.initial_message, ...choice } as const
  const room = threadRoom(env, thread.id)
  const sent = await room.send(memberOf(me, role), frame)
  if (!sent.ok) {
    await destroyThread(env, thread.id)
    throw new AppError(sent.failure.code, sent.failure.message, sent.failure.extras)
  }
  return unwrap(await room.view())
}

export async function startThread(env: Env, seed: ThreadSeed, isTold = true): Promise<Thread> {
  const thread = unwrap(await threadRoom(env, seed.id).start(seed))
  const news = await writeRow(env, thread, seed.messages)
  if (isTold) tellEach(env, news)
  return thread
}

/** A new thread as the creating routes answer it. */
export function created(thread: Thread, requestUrl: string) {
  const url = new URL(`/ws/chat/${thread.id}`, requestUrl)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  return createdThread.parse({ ...thread, websocket_url: url.href })
}
