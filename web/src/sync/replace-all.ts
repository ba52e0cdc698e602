import type { Message } from '#protocol/message.ts'
import type { Snapshot } from '#protocol/thread-down.ts'
import { isRunning, keep } from './path.ts'
import type { RunningTurn, ThreadState } from './state.ts'

/** Takes a snapshot in place of everything shown. What is unsent stays; what the snapshot has is acknowledged. */
export function replaceAll(state: ThreadState, snapshot: Snapshot, seq: number): void {
  const streaming = new Map(snapshot.streaming.map((live) => [live.message_id, live]))
  state.byId = {}
  for (const message of snapshot.messages) keep(state, withStreamed(message, streaming.get(message.id)))
  const { byId } = state
  for (const id of Object.keys(state.begun)) if (!byId[id]) delete state.begun[id]
  state.seq = seq
  state.thread = snapshot.thread
  const ids = snapshot.messages.map((message) => message.id)
  state.list = [
    ...ids.filter((id) => byId[id]?.status !== 'queued'),
    ...ids.filter((id) => byId[id]?.status === 'queued'),
  ]
  state.hasMore = snapshot.has_more
  state.queue = snapshot.queue
  state.context = snapshot.context
  state.running = snapshot.waiting ? { ...snapshot.waiting, state: 'waiting' } : runningIn(snapshot.messages)
  state.pending = state.pending.filter((pending) => !byId[pending.frame.message_id])
}

/** What has left counts, not what was stored of it. */
function withStreamed(message: Message, live: Snapshot['streaming'][number] | undefined): Message {
  if (!live) return message
  const { content, reasoning } = live
  return reasoning === '' ? { ...message, content } : { ...message, content, reasoning }
}

function runningIn(messages: readonly Message[]): RunningTurn | null {
  const live = messages.findLast(isRunning)
  if (!live) return null
  const state = live.status === 'waiting' ? 'waiting' : 'running'
  return { message_id: live.id, user_message_id: live.parent_message_id ?? '', state }
}
