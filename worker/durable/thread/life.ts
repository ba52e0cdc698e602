import type { Author } from '#protocol/person.ts'
import { CLOSE } from '#protocol/close.ts'
import type { Thread } from '#protocol/thread.ts'
import type { ThreadPatch } from '../../src/doors.ts'
import { AppError } from '../../src/lib/error.ts'
import type { RoomParts } from './parts.ts'
import { readBy } from './prompt/context.ts'

/** Changes the thread from outside; D1 has it before this answers. */
export async function changeThread(parts: RoomParts, patch: ThreadPatch, by?: Author): Promise<Thread> {
  const { core, outbox, summaries } = parts
  const { row } = core
  const { summary, ...fields } = patch
  Object.assign(row.thread, fields, patch.title === undefined ? {} : { title_source: 'person' })
  if (summary !== undefined && summary !== row.thread.summary) summaries.edit(summary)
  row.outbox.thread = true
  core.emit({ type: 'thread_updated', thread: { ...row.thread } })
  core.commit()
  if (by && patch.model) core.ctx.waitUntil(picked(parts, by))
  await outbox.send()
  return row.thread
}

async function picked({ core, access }: RoomParts, by: Author): Promise<void> {
  // whether its key is there and good is said when it is asked
  const model = await Promise.resolve(access.of({ by, choice: {} })).catch(() => null)
  if (model && core.isOpen) readBy(core, model)
}

export async function closeThread({ core, commands, outbox, news }: RoomParts): Promise<void> {
  if (!core.isOpen) return
  commands.stop({ type: 'stop' })
  core.row.deleted_at = new Date().toISOString()
  core.commit()
  core.sockets.closeAll(CLOSE.doNotReconnect, 'This thread was deleted.')
  await outbox.send()
  // what was on its way must not come after the news that the thread is gone
  await news.settled()
}

export async function reopenThread({ core, outbox }: RoomParts): Promise<Thread> {
  const { row } = core.store
  if (!row) throw new AppError('thread_not_found', 'This thread is gone.')
  row.deleted_at = null
  row.outbox.thread = true
  core.commit()
  await outbox.send()
  return row.thread
}

/** Answers the ids of its messages. */
export async function destroyThread(parts: RoomParts): Promise<string[]> {
  await closeThread(parts)
  const { ctx, store } = parts.core
  const ids = store.tree.all().map((node) => node.id)
  await ctx.storage.deleteAlarm()
  await ctx.storage.deleteAll()
  store.forget()
  return ids
}
