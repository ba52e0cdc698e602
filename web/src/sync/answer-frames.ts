import type { Message } from '#protocol/message.ts'
import type { Down, StreamChunk } from '#protocol/thread-down.ts'
import { placeAfterParent } from './path.ts'
import type { BegunStep, ThreadState } from './state.ts'

/** What the frames of a turn do to its answer: it begins, grows, calls tools and ends. */

export function startAnswer(state: ThreadState, frame: Down<'assistant_message_start'>): void {
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

export function addChunk(state: ThreadState, frame: StreamChunk): void {
  const message = state.byId[frame.message_id]
  if (!message) return
  if (frame.chunk !== '') noteThinking(state.begun[message.id], frame.kind)
  if (frame.chunk !== '' && frame.kind === 'text') message.content += frame.chunk
  if (frame.chunk !== '' && frame.kind === 'reasoning') message.reasoning = (message.reasoning ?? '') + frame.chunk
  if (!frame.is_final) return
  delete state.begun[message.id]
  finish(message, frame)
}

/** The final chunk brings the exact figure; until then the page counts for itself. */
function noteThinking(begun: BegunStep[] | undefined, kind: StreamChunk['kind']): void {
  const step = begun?.at(-1)
  if (!step) return
  if (kind === 'reasoning') step.thinking ??= { from: Date.now(), to: null }
  else if (step.thinking) step.thinking.to ??= Date.now()
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

/** Calls change soon after they came, so the newest are looked at first. */
export function setToolCall(state: ThreadState, frame: Down<'tool_call'>): void {
  const { type: _type, seq: _seq, message_id, ...call } = frame
  const message = state.byId[message_id]
  if (!message) return
  noteThinking(state.begun[message_id], 'text')
  message.tool_calls ??= []
  const at = message.tool_calls.findLastIndex(({ tool_call_id }) => tool_call_id === call.tool_call_id)
  if (at < 0) message.tool_calls.push(call)
  else message.tool_calls[at] = call
}

export function setTurn(state: ThreadState, frame: Down<'turn'>): void {
  state.queue = frame.queue
  if (frame.state === 'ended' && state.running?.message_id === frame.message_id) state.running = null
  if (frame.state !== 'running' && frame.state !== 'waiting') return
  const { message_id, user_message_id, step, mode, retry_at, waits, budget } = frame
  state.running = {
    message_id,
    user_message_id,
    state: frame.state,
    ...(step === undefined ? {} : { step }),
    ...(mode ? { mode } : {}),
    ...(retry_at ? { retry_at } : {}),
    ...(waits ? { waits } : {}),
    ...(budget ? { budget } : {}),
  }
  if (step !== undefined) beginStep(state, message_id, step)
}

/** What comes from here on is the next step's. The same step may be told again, as before another try. */
function beginStep(state: ThreadState, id: string, step: number): void {
  const message = state.byId[id]
  const begun = state.begun[id]
  if (!message || !begun || step < begun.length) return
  begun.push({ content: message.content.length, reasoning: message.reasoning?.length ?? 0, thinking: null })
}
