import { z } from 'zod'
import { id, time } from './ids.ts'

export const THREAD_TITLE_MAX = 200

/** A thread as its room and the lists show it. */
export const thread = z.object({
  id,
  project_id: id,
  title: z.string(),
  title_source: z.enum(['provisional', 'model', 'person']),
  provider: z.string().nullable(),
  model: z.string().nullable(),
  summary: z.string().nullable(),
  archived: z.boolean(),
  message_count: z.int().nonnegative(),
  created_at: time,
  last_activity_at: time,
})
export type Thread = z.infer<typeof thread>

export const lastMessage = z.object({
  content: z.string().describe('the first 200 characters'),
  is_user: z.boolean(),
  created_at: time,
})

/** A thread in a list: with its last message and what the asking person has not read. */
export const threadSummary = thread.extend({
  last_message: lastMessage.nullable(),
  is_summarized: z.boolean(),
  summary_count: z.int().nonnegative(),
  unread: z.int().nonnegative(),
})
export type ThreadSummary = z.infer<typeof threadSummary>

/** How much of the model's window the next prompt takes, in tokens. `total` is null when the window is unknown. */
export const context = z.object({
  used: z.int().nonnegative(),
  total: z.int().positive().nullable(),
  percentage: z.number().nullable(),
  severity: z.enum(['ok', 'warning', 'critical']),
})
export type Context = z.infer<typeof context>
