import { z } from 'zod'
import { turnError } from './error.ts'
import { dollars, id, time } from './ids.ts'
import { MESSAGE_MAX_CHARS } from './limits.ts'
import { author } from './person.ts'
import { timing } from './timing.ts'
import { usage } from './usage.ts'

/** How a turn ended. Every turn ends in exactly one of these. */
export const outcomes = ['complete', 'stopped', 'length', 'filtered', 'failed', 'interrupted'] as const
export const outcome = z.enum(outcomes)
export type Outcome = z.infer<typeof outcome>

export const messageStatus = z.enum(['queued', 'withdrawn', 'streaming', 'waiting', ...outcomes])
export type MessageStatus = z.infer<typeof messageStatus>

export const toolCall = z.object({
  tool_call_id: z.string(),
  name: z.string(),
  input: z.unknown().describe('what the model wrote, parsed; a text where it is no JSON, as after a cut'),
  state: z.enum(['pending', 'asks', 'running', 'done', 'failed']),
  output: z.string().optional(),
})
export type ToolCall = z.infer<typeof toolCall>

/** Which of its siblings (messages with the same parent and role) this one is. */
export const branch = z.object({ index: z.int().nonnegative(), count: z.int().positive() })
export type Branch = z.infer<typeof branch>

export const message = z.object({
  id,
  thread_id: id,
  parent_message_id: id.nullable(),
  role: z.enum(['user', 'assistant', 'system']),
  author: author.nullable(),
  content: z.string(),
  reasoning: z.string().optional(),
  tool_calls: z.array(toolCall).optional(),
  status: messageStatus,
  provider: z.string().optional(),
  model: z.string().optional(),
  usage: usage.optional(),
  cost_usd: dollars.nullable().optional(),
  timing: timing.optional(),
  error: turnError.optional(),
  branch,
  created_at: time,
  finished_at: time.optional(),
  edited_at: time.optional(),
  deleted_at: time.optional(),
})
export type Message = z.infer<typeof message>

/** The text of a person's message: something to read, at most 50,000 UTF-16 units. */
export const content = z
  .string()
  .max(MESSAGE_MAX_CHARS, `at most ${MESSAGE_MAX_CHARS.toLocaleString('en-US')} characters`)
  .refine((text) => text.trim() !== '', 'must not be empty')
