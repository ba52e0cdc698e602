import { z } from 'zod'
import { dollars, id, time } from './ids.ts'

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
  total_tokens: z.int().nonnegative().describe('of every call made for it'),
  cost_usd: dollars.describe('of every call whose price is known'),
  summarized_at: time.nullable(),
  summary_count: z.int().nonnegative(),
  needs_summary: z.boolean(),
  created_at: time,
  last_activity_at: time,
})
export type Thread = z.infer<typeof thread>

export const lastMessage = z.object({
  content: z.string().describe('the first 200 characters'),
  is_user: z.boolean(),
  created_at: time,
})

export type LastMessage = z.infer<typeof lastMessage>

/** A thread in a list: with its last message, whether a turn runs, and what the asking person has not read. */
export const threadSummary = thread.extend({
  last_message: lastMessage.nullable(),
  is_summarized: z.boolean(),
  running: z.boolean().describe('a turn runs; one that waits for somebody does not'),
  unread: z.int().nonnegative(),
})
export type ThreadSummary = z.infer<typeof threadSummary>

/** How much of the model's window the next prompt takes, in tokens. `total` is null when the window is unknown. */
export const context = z.object({
  used: z.int().nonnegative(),
  total: z.int().positive().nullable(),
  percentage: z.number().nullable(),
  severity: z.enum(['ok', 'warning', 'critical']),
  source: z.enum(['reported', 'counted', 'estimated']).describe('where `used` comes from'),
  cut: z
    .object({
      tool_outputs: z.int().nonnegative().describe('old outputs of tools that leave first'),
      summarized: z.int().nonnegative().describe('messages that the summary will stand for'),
      messages: z.int().nonnegative().describe('oldest messages that leave'),
    })
    .nullable()
    .describe('what the next prompt will not hold any more; null: it holds everything'),
  thread_tokens: z.int().nonnegative().describe('of every call made for the thread, so far'),
  thread_cost_usd: dollars,
})
export type Context = z.infer<typeof context>
