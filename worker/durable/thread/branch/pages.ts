import type { Message } from '#protocol/message.ts'
import type { MessageList, MessagesQuery } from '#protocol/rest/threads.ts'
import { AppError } from '../../../src/lib/error.ts'
import { waitingMessages } from './shown.ts'
import type { RoomCore } from '../desk/core.ts'
import type { TreeNode } from '../store/tree.ts'

/** A page of the selected branch, oldest first; or of the whole tree. What waits stands after the branch's end. */
export function messagePage(core: RoomCore, query: MessagesQuery): MessageList {
  const shown = (node: TreeNode) => query.include_deleted || !core.store.need(node.id).deleted_at
  const { ids, has_more } = query.tree ? treePage(core, query, shown) : branchPage(core, query, shown)
  const messages = ids.map((id) => core.store.needView(id))
  const atEnd = !query.before && !query.tree && (!query.after || !has_more)
  if (atEnd) messages.push(...waitingMessages(core))
  return { messages, has_more, total_tokens: totalTokens(messages) }
}

function branchPage(core: RoomCore, query: MessagesQuery, shown: (node: TreeNode) => boolean) {
  const { tree } = core.store
  const branch = [...tree.upward(core.row.leaf)]
  const edge = query.before ?? query.after
  const at = edge === undefined ? -1 : branch.findIndex((node) => node.id === edge)
  if (edge !== undefined && at < 0)
    throw new AppError('message_not_found', 'This message is not on the selected branch.')
  if (query.after !== undefined) {
    const later = branch.slice(0, at).reverse().filter(shown)
    return { ids: later.slice(0, query.limit).map(idOf), has_more: later.length > query.limit }
  }
  const earlier = branch.slice(at + 1).filter(shown)
  return { ids: earlier.slice(0, query.limit).map(idOf).reverse(), has_more: earlier.length > query.limit }
}

function treePage(core: RoomCore, query: MessagesQuery, shown: (node: TreeNode) => boolean) {
  const all = core.store.tree.all().sort((a, b) => a.ord - b.ord)
  const from = query.after === undefined ? 0 : all.findIndex((node) => node.id === query.after) + 1
  const to = query.before === undefined ? all.length : all.findIndex((node) => node.id === query.before)
  if (to < 0 || (query.after !== undefined && from === 0))
    throw new AppError('message_not_found', 'There is no such message in this thread.')
  const within = all.slice(from, to).filter(shown)
  const newest = query.after === undefined
  const page = newest ? within.slice(-query.limit) : within.slice(0, query.limit)
  return { ids: page.map(idOf), has_more: within.length > page.length }
}

function idOf(node: TreeNode): string {
  return node.id
}

function totalTokens(messages: Message[]): number {
  return messages.reduce((sum, message) => sum + (message.usage?.total_tokens ?? 0), 0)
}
