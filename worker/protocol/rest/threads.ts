import { z } from 'zod'
import { id, time } from '../ids.ts'
import { SUMMARY_MAX_CHARS, THREAD_TITLE_MAX } from '../limits.ts'
import { content, message } from '../message.ts'
import { context, thread, threadSummary } from '../thread.ts'
import { modelChoice } from '../turn.ts'
import { queryFlag, queryInt, type Operation } from './operation.ts'

const title = z.string().trim().min(1).max(THREAD_TITLE_MAX)

export const threadsQuery = z.object({
  project_id: id.optional(),
  include_archived: queryFlag.default(false),
  sort_by: z.enum(['created', 'updated', 'activity']).default('activity'),
  order: z.enum(['asc', 'desc']).default('desc'),
  search: z.string().trim().max(200).optional().describe('in titles'),
  limit: queryInt(1, 100).default(20),
  offset: queryInt(0, 1_000_000).default(0),
  cursor: z.string().max(500).optional().describe('instead of offset: rows that arrive are not skipped or repeated'),
})
export const threadList = z.object({
  threads: z.array(threadSummary),
  total: z.int().nonnegative(),
  has_more: z.boolean(),
  next_cursor: z.string().nullable(),
})
export type ThreadList = z.infer<typeof threadList>

export const createThread = z.object({
  project_id: id,
  title: title.optional(),
  initial_message: content.optional(),
  ...modelChoice.shape,
})
export const createdThread = thread.extend({ websocket_url: z.string() })
export const updateThread = z.object({
  title: title.optional(),
  summary: z.string().max(SUMMARY_MAX_CHARS).nullable().optional(),
  provider: z.string().max(50).nullable().optional(),
  model: z.string().max(200).nullable().optional(),
})
export const archiveThread = z.object({ archived: z.boolean().default(true) })
export const forkThread = z.object({ message_id: id.optional().describe('the last message to copy; left out: all') })

export const messagesQuery = z.object({
  limit: queryInt(1, 200).default(50),
  before: id.optional(),
  after: id.optional(),
  include_deleted: queryFlag.default(false),
  tree: queryFlag.default(false),
})
export type MessagesQuery = z.infer<typeof messagesQuery>
export const messageList = z.object({
  messages: z.array(message),
  has_more: z.boolean(),
  total_tokens: z.int().nonnegative(),
})
export type MessageList = z.infer<typeof messageList>

export const patchMessage = z.object({ content, preserve_response: z.boolean().default(true) })
export const edit = z.object({ content: z.string(), edited_at: time, author_id: id.nullable() })
export type Edit = z.infer<typeof edit>

export const threadOperations: Operation[] = [
  {
    method: 'get',
    path: '/threads',
    summary: 'Threads, of one project or of all',
    access: 'person',
    query: threadsQuery,
    answers: { 200: threadList },
  },
  {
    method: 'post',
    path: '/threads',
    summary: 'Start a thread (editor)',
    access: 'person',
    body: createThread,
    answers: { 201: createdThread },
  },
  {
    method: 'get',
    path: '/threads/:thread_id',
    summary: 'One thread',
    access: 'person',
    answers: { 200: threadSummary },
  },
  {
    method: 'patch',
    path: '/threads/:thread_id',
    summary: 'Rename, or set summary or model (editor)',
    access: 'person',
    body: updateThread,
    answers: { 200: threadSummary },
  },
  {
    method: 'delete',
    path: '/threads/:thread_id',
    summary: 'Delete a thread (editor); soft',
    access: 'person',
    answers: { 204: null },
  },
  {
    method: 'post',
    path: '/threads/:thread_id/restore',
    summary: 'Bring back a deleted thread',
    access: 'person',
    answers: { 200: threadSummary },
  },
  {
    method: 'post',
    path: '/threads/:thread_id/archive',
    summary: 'Archive, or with `archived: false` bring back (editor)',
    access: 'person',
    body: archiveThread,
    answers: { 200: threadSummary },
  },
  {
    method: 'post',
    path: '/threads/:thread_id/fork',
    summary: 'Copy the selected branch into a new thread',
    access: 'person',
    body: forkThread,
    answers: { 201: createdThread },
  },
  {
    method: 'get',
    path: '/threads/:thread_id/messages',
    summary: 'Messages of the selected branch, oldest first; `tree=true`: all',
    access: 'person',
    query: messagesQuery,
    answers: { 200: messageList },
  },
  {
    method: 'get',
    path: '/threads/:thread_id/context',
    summary: 'How much of the window the next prompt takes',
    access: 'person',
    answers: { 200: context },
  },
  {
    method: 'patch',
    path: '/messages/:message_id',
    summary: 'Edit your message',
    access: 'person',
    body: patchMessage,
    answers: { 200: message },
  },
  {
    method: 'delete',
    path: '/messages/:message_id',
    summary: 'Delete a message; soft',
    access: 'person',
    answers: { 204: null },
  },
  {
    method: 'get',
    path: '/messages/:message_id/edits',
    summary: 'Older texts of a message',
    access: 'person',
    answers: { 200: z.object({ items: z.array(edit), next_cursor: z.null() }) },
  },
  {
    method: 'get',
    path: '/messages/:message_id/outputs/:tool_call_id',
    summary: 'The whole output of a tool call',
    access: 'person',
    answers: { 200: z.string() },
    format: 'text',
  },
]
