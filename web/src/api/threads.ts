import type { MessageList, ThreadList } from '#protocol/rest/threads.ts'
import type { Thread, ThreadSummary } from '#protocol/thread.ts'
import { api } from './client.ts'

export interface ThreadsQuery {
  project_id?: string
  include_archived?: boolean
  search?: string
  limit?: number
  cursor?: string | null
}
export type CreatedThread = Thread & { websocket_url: string }

export const listThreads = (query: ThreadsQuery, signal?: AbortSignal) =>
  api.get<ThreadList>('/threads', { query: { ...query }, signal })
export const getThread = (thread_id: string) => api.get<ThreadSummary>(`/threads/${thread_id}`)
export const createThread = (thread: {
  project_id: string
  title?: string
  initial_message?: string
  provider?: string
  model?: string
  key_id?: string
}) => api.post<CreatedThread>('/threads', thread)
export const updateThread = (
  thread_id: string,
  change: { title?: string; summary?: string | null; provider?: string | null; model?: string | null },
) => api.patch<ThreadSummary>(`/threads/${thread_id}`, change)
export const deleteThread = (thread_id: string) => api.delete(`/threads/${thread_id}`)
export const restoreThread = (thread_id: string) => api.post<ThreadSummary>(`/threads/${thread_id}/restore`)
export const archiveThread = (thread_id: string, archived: boolean) =>
  api.post<ThreadSummary>(`/threads/${thread_id}/archive`, { archived })
export const forkThread = (thread_id: string, message_id?: string) =>
  api.post<CreatedThread>(`/threads/${thread_id}/fork`, { message_id })
export const listMessages = (
  thread_id: string,
  query: { limit?: number; before?: string; after?: string; include_deleted?: boolean; tree?: boolean },
) => api.get<MessageList>(`/threads/${thread_id}/messages`, { query })
