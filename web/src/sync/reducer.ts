import type { Message } from '#protocol/message.ts'
import type { Summary } from '#protocol/summary.ts'
import type { Down, ThreadDown } from '#protocol/thread-down.ts'
import { addChunk, setToolCall, setTurn, startAnswer } from './answer-frames.ts'
import { applyNotice, stopTyping, type Applied, type EventFrame } from './notice-frames.ts'
import { keep, placeAfterParent, placeInQueue, removeFromList, replaceAfter } from './path.ts'
import type { ThreadState } from './state.ts'

/**
 * Applies one frame of the room. `gap`: something before it is missing, nothing was changed, and the browser has to
 * reconnect with `after`. Frames that were seen, and types this page doesn't know, change nothing.
 */
export function applyFrame(state: ThreadState, frame: ThreadDown): Applied {
  if (!('seq' in frame) || frame.type === 'connection_established') return applyNotice(state, frame)
  if (frame.seq <= state.seq) return 'ok'
  const first = ('from_seq' in frame ? frame.from_seq : undefined) ?? frame.seq
  if (first !== state.seq + 1) return 'gap'
  state.seq = frame.seq
  applyEvent(state, frame)
  return 'ok'
}

function applyEvent(state: ThreadState, frame: EventFrame): void {
  switch (frame.type) {
    case 'new_message':
      return addMessage(state, frame.message)
    case 'assistant_message_start':
      return startAnswer(state, frame)
    case 'stream_chunk':
      return addChunk(state, frame)
    case 'tool_call':
      return setToolCall(state, frame)
    case 'turn':
      return setTurn(state, frame)
    case 'message_updated':
      return updateMessage(state, frame.message)
    case 'message_deleted':
      return deleteMessage(state, frame)
    case 'branch_selected':
      return replaceAfter(state, frame.parent_message_id, frame.messages, frame.has_more)
    case 'thread_updated':
      state.thread = frame.thread
      return
    case 'summary_available':
      return takeSummary(state, frame.summary)
    default:
      // A newer room may say more than this page knows: its seq counts, its content doesn't matter here.
      frame satisfies never
  }
}

function addMessage(state: ThreadState, message: Message): void {
  state.pending = state.pending.filter((pending) => pending.frame.message_id !== message.id)
  if (message.author) stopTyping(state, message.author.id)
  if (message.status === 'withdrawn') return
  if (message.status === 'queued') return placeInQueue(state, message)
  placeAfterParent(state, message)
}

function updateMessage(state: ThreadState, message: Message): void {
  state.pending = state.pending.filter((pending) => pending.frame.message_id !== message.id)
  const known = state.byId[message.id]
  if (message.status === 'withdrawn') return removeFromList(state, message.id)
  if (message.status === 'queued') return placeInQueue(state, message)
  if (known?.status === 'queued') return placeAfterParent(state, message)
  if (known) keep(state, message)
}

/** Soft: the place stays, what it held is gone. */
function deleteMessage(state: ThreadState, frame: Down<'message_deleted'>): void {
  const message = state.byId[frame.message_id]
  if (!message) return
  const { reasoning: _, tool_calls: __, steps: ___, ...rest } = message
  keep(state, { ...rest, content: '', deleted_at: frame.deleted_at })
}

function takeSummary(state: ThreadState, summary: Summary): void {
  state.summary = summary
  if (!state.thread) return
  const { text, created_at } = summary
  const summary_count = state.thread.summary_count + 1
  state.thread = { ...state.thread, summary: text, summarized_at: created_at, needs_summary: false, summary_count }
}
