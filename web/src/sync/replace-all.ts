import type { Message } from '#protocol/message.ts'
import type { Snapshot } from '#protocol/thread-down.ts'
import type { RunningTurn, ThinkingSpan, ThreadState } from './state.ts'

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
  state.running = snapshot.waiting ? { ...snapshot.waiting, state: 'waiting' } : runningIn(snapshot.messages)
  state.thinking = thinkingIn(byId, state.thinking)
  state.pending = state.pending.filter((pending) => !byId[pending.frame.message_id])
}

/** What thought before this browser came: the beginning of its answer is the nearest thing known. */
function thinkingIn(byId: Record<string, Message>, known: ThreadState['thinking']): ThreadState['thinking'] {
  const spans: Record<string, ThinkingSpan> = {}
  for (const { id, status, reasoning, content, created_at } of Object.values(byId)) {
    if (status !== 'streaming' || !reasoning) continue
    const span = known[id]
    if (content === '') spans[id] = span ?? { from: Date.parse(created_at), to: null }
    else if (span) spans[id] = { ...span, to: span.to ?? Date.now() }
  }
  return spans
}

function runningIn(messages: readonly Message[]): RunningTurn | null {
  const live = messages.findLast((message) => message.status === 'streaming' || message.status === 'waiting')
  if (!live) return null
  const state = live.status === 'waiting' ? 'waiting' : 'running'
  return { message_id: live.id, user_message_id: live.parent_message_id ?? '', state }
}
