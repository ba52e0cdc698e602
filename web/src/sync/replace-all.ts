import type { Message } from '../../../worker/protocol/message.ts'
import type { Snapshot } from '../../../worker/protocol/thread-down.ts'
import type { RunningTurn, ThreadState } from './state.ts'

/** Takes a snapshot in place of everything shown. What is unsent stays; what the snapshot has is acknowledged. */
export function replaceAll(state: ThreadState, snapshot: Snapshot, seq: number): void {
  const byId: Record<string, Message> = {}
  for (const message of snapshot.messages) byId[message.id] = { ...message }
  for (const live of snapshot.streaming) {
    const message = byId[live.message_id]
    if (!message) continue
    message.content = live.content
    if (live.reasoning !== '') message.reasoning = live.reasoning
  }
  state.seq = seq
  state.thread = snapshot.thread
  state.byId = byId
  const ids = snapshot.messages.map((message) => message.id)
  state.list = [
    ...ids.filter((id) => byId[id]?.status !== 'queued'),
    ...ids.filter((id) => byId[id]?.status === 'queued'),
  ]
  state.hasMore = snapshot.has_more
  state.queue = snapshot.queue
  state.context = snapshot.context
  state.running = runningIn(snapshot.messages)
  state.pending = state.pending.filter((pending) => !byId[pending.frame.message_id])
}

function runningIn(messages: readonly Message[]): RunningTurn | null {
  const live = messages.findLast((message) => message.status === 'streaming' || message.status === 'waiting')
  if (!live) return null
  const state = live.status === 'waiting' ? 'waiting' : 'running'
  return { message_id: live.id, user_message_id: live.parent_message_id ?? '', state }
}
