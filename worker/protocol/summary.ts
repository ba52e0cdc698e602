import { z } from 'zod'
import { id, time } from './ids.ts'

/** A summary of a thread up to and with `end_message_id`. An edit is a new one; older ones stay as history. */
export const summary = z.object({
  id,
  text: z.string(),
  key_topics: z.array(z.string()),
  end_message_id: id,
  message_count: z.int().nonnegative().describe('how many messages it stands for'),
  token_count: z.int().nonnegative(),
  source: z.enum(['automatic', 'asked', 'edited']),
  model: z.string().nullable().describe('PROVIDER/MODEL; null: a person wrote it'),
  created_at: time,
})
export type Summary = z.infer<typeof summary>

export const summaryState = z.enum(['idle', 'due', 'running', 'failed'])
export type SummaryState = z.infer<typeof summaryState>
