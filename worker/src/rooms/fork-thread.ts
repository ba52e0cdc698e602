import { newId } from '#protocol/ids.ts'
import { outcomes, type Message } from '#protocol/message.ts'
import { THREAD_TITLE_MAX } from '#protocol/limits.ts'
import type { Thread } from '#protocol/thread.ts'
import { threadRoom } from '../doors.ts'
import type { Env } from '../env.ts'
import { AppError, unwrap } from '../lib/error.ts'
import { startThread } from './new-thread.ts'

const PAGE = 200

/** A new thread with the selected branch of another, or with the branch that ends in `messageId`. */
export async function forkThread(env: Env, thread: Thread, messageId: string | undefined): Promise<Thread> {
  const branch = messageId
    ? upTo(await allMessages(env, thread.id, true), messageId)
    : await allMessages(env, thread.id, false)
  const id = newId()
  const title = thread.title === '' ? null : `${thread.title.slice(0, THREAD_TITLE_MAX - 7)} (fork)`
  const { project_id, provider, model } = thread
  return startThread(env, { id, project_id, title, provider, model, messages: copied(branch, id) })
}

/** Page by page: what a room answers at once has a limit. */
async function allMessages(env: Env, threadId: string, tree: boolean): Promise<Message[]> {
  const room = threadRoom(env, threadId)
  const pages: Message[][] = []
  let before: string | undefined
  for (let more = true; more;) {
    const page = unwrap(await room.messages({ limit: PAGE, before, include_deleted: true, tree }))
    pages.unshift(page.messages)
    before = page.messages[0]?.id
    more = page.has_more && before !== undefined
  }
  return pages.flat()
}

function upTo(tree: Message[], messageId: string): Message[] {
  const byId = new Map(tree.map((message) => [message.id.toLowerCase(), message]))
  const branch: Message[] = []
  let at = byId.get(messageId.toLowerCase())
  if (!at) throw new AppError('message_not_found', 'There is no such message in this thread.')
  for (; at; at = at.parent_message_id ? byId.get(at.parent_message_id.toLowerCase()) : undefined) branch.unshift(at)
  return branch
}

/** New ids in the new thread, without what was deleted and what has not ended. */
function copied(branch: Message[], threadId: string): Message[] {
  let parent: string | null = null
  const copies: Message[] = []
  for (const message of branch) {
    if (message.deleted_at || !(outcomes as readonly string[]).includes(message.status)) continue
    const id: string = newId()
    copies.push({ ...message, id, thread_id: threadId, parent_message_id: parent, branch: { index: 0, count: 1 } })
    parent = id
  }
  return copies
}
