import { newId } from '#protocol/ids.ts'
import { outcomes, type Message } from '#protocol/message.ts'
import { THREAD_TITLE_MAX } from '#protocol/limits.ts'
import type { Thread } from '#protocol/thread.ts'
import { threadRoom, type ThreadSeed } from '../doors.ts'
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
  const copies = copied(branch, id)
  const messages = copies.map(({ copy }) => copy)
  const outputs = await wholeOutputs(env, thread.id, copies)
  return startThread(env, { id, project_id, title, provider, model, messages, outputs })
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

interface Copy {
  from: string
  copy: Message
}

/** New ids in the new thread, without what was deleted and what has not ended. */
function copied(branch: Message[], threadId: string): Copy[] {
  let parent: string | null = null
  const copies: Copy[] = []
  for (const message of branch) {
    if (message.deleted_at || !(outcomes as readonly string[]).includes(message.status)) continue
    const id: string = newId()
    const place = { id, thread_id: threadId, parent_message_id: parent, branch: { index: 0, count: 1 } }
    copies.push({ from: message.id, copy: { ...message, ...place } })
    parent = id
  }
  return copies
}

/** What is told in one call has a limit; what is beyond it stays where it is, and is short in the copy. */
const OUTPUTS_MAX_CHARS = 8_000_000

/** The whole outputs of calls that have only a part of theirs. */
async function wholeOutputs(env: Env, threadId: string, copies: Copy[]): Promise<ThreadSeed['outputs']> {
  const outputs: NonNullable<ThreadSeed['outputs']> = []
  let left = OUTPUTS_MAX_CHARS
  for (const { from, copy } of copies) {
    for (const call of copy.tool_calls ?? []) {
      if (!call.output_ref) continue
      const found = await threadRoom(env, threadId).output(from, call.tool_call_id)
      if (!found.ok || (left -= found.value.length) < 0) delete call.output_ref
      else outputs.push({ message_id: copy.id, tool_call_id: call.tool_call_id, output: found.value })
    }
  }
  return outputs
}
