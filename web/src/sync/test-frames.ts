import type { Message } from '#protocol/message.ts'
import type { Down, StreamChunk, ThreadDown } from '#protocol/thread-down.ts'
import type { Thread } from '#protocol/thread.ts'
import type { PendingMessage, ThreadState } from './state.ts'

/** Frames and messages for tests of the page's side of a thread. */
const THREAD = 'thread'
const AT = '2026-11-20T12:00:00.000Z'

export const testThread: Thread = {
  id: THREAD,
  project_id: 'project',
  title: 'Tides',
  title_source: 'provisional',
  provider: null,
  model: null,
  summary: null,
  archived: false,
  message_count: 0,
  total_tokens: 0,
  cost_usd: '0.000000000',
  summarized_at: null,
  summary_count: 0,
  needs_summary: false,
  created_at: AT,
  last_activity_at: AT,
}

export function said(id: string, parent: string | null, over: Partial<Message> = {}): Message {
  return {
    id,
    thread_id: THREAD,
    parent_message_id: parent,
    role: 'user',
    author: { id: 'ines', name: 'Ines' },
    content: `text of ${id}`,
    status: 'complete',
    branch: { index: 0, count: 1 },
    created_at: AT,
    ...over,
  }
}

export const answered = (id: string, parent: string, over: Partial<Message> = {}): Message =>
  said(id, parent, { role: 'assistant', author: null, ...over })

export const newMessage = (seq: number, message: Message): ThreadDown => ({ type: 'new_message', seq, message })

export const start = (seq: number, id: string, parent: string): ThreadDown => ({
  type: 'assistant_message_start',
  seq,
  message_id: id,
  thread_id: THREAD,
  parent_message_id: parent,
  provider: 'demo',
  model: 'demo',
  branch: { index: 0, count: 1 },
  created_at: AT,
})

export const chunk = (seq: number, id: string, text: string, over: Partial<StreamChunk> = {}): ThreadDown => ({
  type: 'stream_chunk',
  seq,
  message_id: id,
  chunk: text,
  chunk_index: 0,
  kind: 'text',
  is_final: false,
  ...over,
})

export const established = (seq: number, over: Partial<Down<'connection_established'>> = {}): ThreadDown => ({
  type: 'connection_established',
  connection_id: 'connection',
  thread_id: THREAD,
  timestamp: AT,
  protocol_version: '1.0',
  seq,
  people: [],
  ...over,
})

export function snapshotOf(
  messages: Message[],
  over: Partial<NonNullable<Down<'connection_established'>['snapshot']>> = {},
) {
  return {
    thread: testThread,
    messages,
    has_more: false,
    streaming: [],
    queue: [],
    waiting: null,
    context: {
      used: 0,
      total: null,
      percentage: null,
      severity: 'ok' as const,
      thread_tokens: 0,
      thread_cost_usd: '0.000000000',
      source: 'estimated' as const,
      cut: null,
    },
    ...over,
  }
}

export const unsent = (id: string, over: Partial<PendingMessage> = {}): PendingMessage => ({
  frame: { type: 'send_message', message_id: id, content: `text of ${id}` },
  created_at: AT,
  state: 'sending',
  tries: 1,
  ...over,
})

/** What a reader sees: id, text and status of each line. */
export const shown = (state: ThreadState): string[] =>
  state.list.map((id) => `${id}: ${state.byId[id]?.content} (${state.byId[id]?.status})`)
