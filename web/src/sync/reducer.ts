import type { Message } from '#protocol/message.ts'
import type { Summary } from '#protocol/summary.ts'
import type { Down, ErrorFrame, StreamChunk, ThreadDown } from '#protocol/thread-down.ts'
import { placeAfterParent, placeInQueue, removeFromList, replaceAfter } from './path.ts'
import { replaceAll } from './replace-all.ts'
import type { ThreadState } from './state.ts'

export type Applied = 'ok' | 'gap'

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

type Event = Exclude<Extract<ThreadDown, { seq: number }>, { type: 'connection_established' }>

function applyEvent(state: ThreadState, frame: Event): void {
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

type Notice = Exclude<ThreadDown, Event>

function applyNotice(state: ThreadState, frame: Notice): Applied {
  switch (frame.type) {
    case 'connection_established':
      return connect(state, frame)
    case 'context': {
      const { type: _type, ...context } = frame
      state.context = context
      const sums = { total_tokens: context.thread_tokens, cost_usd: context.thread_cost_usd }
      if (state.thread) Object.assign(state.thread, sums)
      return 'ok'
    }
    case 'typing_indicator':
      setTyping(state, frame)
      return 'ok'
    case 'presence':
      setPeople(state, frame.people)
      return 'ok'
    case 'error':
      refuse(state, frame)
      return 'ok'
    case 'heartbeat_ack':
      return 'ok'
    default:
      frame satisfies never
      return 'ok'
  }
}

function connect(state: ThreadState, frame: Down<'connection_established'>): Applied {
  setPeople(state, frame.people)
  if (frame.snapshot) {
    replaceAll(state, frame.snapshot, frame.seq)
    return 'ok'
  }
  if (frame.replay_from !== undefined) return frame.replay_from > state.seq + 1 ? 'gap' : 'ok'
  return frame.seq === state.seq ? 'ok' : 'gap'
}

function addMessage(state: ThreadState, message: Message): void {
  state.pending = state.pending.filter((pending) => pending.frame.message_id !== message.id)
  if (message.author) stopTyping(state, message.author.id)
  if (message.status === 'withdrawn') return
  if (message.status === 'queued') return placeInQueue(state, message)
  placeAfterParent(state, message)
}

function startAnswer(state: ThreadState, frame: Down<'assistant_message_start'>): void {
  const parent = state.byId[frame.parent_message_id]
  if (parent?.status === 'queued') placeAfterParent(state, { ...parent, status: 'complete' })
  placeAfterParent(state, {
    id: frame.message_id,
    thread_id: frame.thread_id,
    parent_message_id: frame.parent_message_id,
    role: 'assistant',
    author: null,
    content: '',
    status: 'streaming',
    provider: frame.provider,
    model: frame.model,
    branch: frame.branch,
    created_at: frame.created_at,
  })
  if (state.running?.message_id === frame.message_id) return
  state.running = { message_id: frame.message_id, user_message_id: frame.parent_message_id, state: 'running' }
}

function addChunk(state: ThreadState, frame: StreamChunk): void {
  const message = state.byId[frame.message_id]
  if (!message) return
  if (frame.chunk !== '') noteThinking(state, frame)
  if (frame.chunk !== '' && frame.kind === 'text') message.content += frame.chunk
  if (frame.chunk !== '' && frame.kind === 'reasoning') message.reasoning = (message.reasoning ?? '') + frame.chunk
  if (!frame.is_final) return
  delete state.thinking[message.id]
  finish(message, frame)
}

function setToolCall(state: ThreadState, frame: Down<'tool_call'>): void {
  const { type: _type, seq: _seq, message_id, ...call } = frame
  const message = state.byId[message_id]
  if (!message) return
  const others = message.tool_calls ?? []
  const known = others.some(({ tool_call_id }) => tool_call_id === call.tool_call_id)
  message.tool_calls = known
    ? others.map((other) => (other.tool_call_id === call.tool_call_id ? call : other))
    : [...others, call]
}

/** The final chunk brings the exact figure; until then the page counts for itself. */
function noteThinking(state: ThreadState, { message_id, kind }: StreamChunk): void {
  const span = state.thinking[message_id]
  if (kind === 'reasoning' && !span) state.thinking[message_id] = { from: Date.now(), to: null }
  if (kind === 'text' && span?.to === null) span.to = Date.now()
}

function finish(message: Message, frame: StreamChunk): void {
  message.status = frame.finish_reason ?? 'complete'
  if (frame.usage !== undefined) message.usage = frame.usage
  if (frame.cost_usd !== undefined) message.cost_usd = frame.cost_usd
  if (frame.steps !== undefined) message.steps = frame.steps
  if (frame.error !== undefined) message.error = frame.error
  if (frame.timing !== undefined) message.timing = frame.timing
  if (frame.finished_at !== undefined) message.finished_at = frame.finished_at
}

function takeSummary(state: ThreadState, summary: Summary): void {
  state.summary = summary
  if (!state.thread) return
  const { text, created_at } = summary
  const summary_count = state.thread.summary_count + 1
  state.thread = { ...state.thread, summary: text, summarized_at: created_at, needs_summary: false, summary_count }
}

function setTurn(state: ThreadState, frame: Down<'turn'>): void {
  state.queue = frame.queue
  if (frame.state === 'queued') return
  if (frame.state === 'ended') {
    if (state.running?.message_id === frame.message_id) state.running = null
    return
  }
  const { message_id, user_message_id, retry_at, budget } = frame
  state.running = {
    message_id,
    user_message_id,
    state: frame.state,
    ...(retry_at ? { retry_at } : {}),
    ...(budget ? { budget } : {}),
  }
}

function updateMessage(state: ThreadState, message: Message): void {
  state.pending = state.pending.filter((pending) => pending.frame.message_id !== message.id)
  const known = state.byId[message.id]
  if (message.status === 'withdrawn') return removeFromList(state, message.id)
  if (message.status === 'queued') return placeInQueue(state, message)
  if (known?.status === 'queued') return placeAfterParent(state, message)
  if (known) state.byId[message.id] = { ...message }
}

function deleteMessage(state: ThreadState, frame: Down<'message_deleted'>): void {
  const message = state.byId[frame.message_id]
  if (!message) return
  message.deleted_at = frame.deleted_at
  message.content = ''
}

function setPeople(state: ThreadState, people: ThreadState['people']): void {
  state.people = people
  state.typing = state.typing.filter((author) => people.some((person) => person.id === author.id))
}

function setTyping(state: ThreadState, frame: Down<'typing_indicator'>): void {
  stopTyping(state, frame.person.id)
  if (frame.is_typing) state.typing = [...state.typing, frame.person]
}

function stopTyping(state: ThreadState, personId: string): void {
  if (!state.typing.some((author) => author.id === personId)) return
  state.typing = state.typing.filter((author) => author.id !== personId)
}

/** An answer to a frame of this browser. Only a message that waits here changes; the rest is shown by the page. */
function refuse(state: ThreadState, frame: ErrorFrame): void {
  const pending = state.pending.find((waiting) => waiting.frame.message_id === frame.message_id)
  if (!pending) return
  pending.state = frame.retryable ? 'waiting' : 'failed'
  pending.error = frame
}
