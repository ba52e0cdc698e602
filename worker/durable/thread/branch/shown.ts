import type { Message } from '#protocol/message.ts'
import type { QueuedTurn } from '#protocol/turn.ts'
import type { RoomCore } from '../desk/core.ts'
import type { Turn } from '../store/rows.ts'

/** The newest messages of the selected branch, oldest first. */
export function selectedMessages(core: RoomCore, most: number, below: string | null = null) {
  const messages: Message[] = []
  for (const node of core.store.tree.upward(core.row.leaf)) {
    if (node.id === below) return { messages: messages.reverse(), has_more: false }
    if (messages.length === most) return { messages: messages.reverse(), has_more: true }
    messages.push(core.store.needView(node.id))
  }
  return { messages: messages.reverse(), has_more: false }
}

/** Messages of people that wait for their turn, in the order in which they will be answered. */
export function waitingMessages(core: RoomCore): Message[] {
  return core.row.queue
    .map((turn) => core.store.needView(turn.user_message_id))
    .filter((message) => message.status === 'queued')
}

export function queueOf(queue: Turn[]): QueuedTurn[] {
  return queue.map((turn) => ({ message_id: turn.id, user_message_id: turn.user_message_id }))
}
