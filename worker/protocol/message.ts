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

/** How far a tool call is. `unknown`: it was begun, and nobody knows how it ended. */
export const toolCallStates = ['pending', 'asks', 'running', 'done', 'failed', 'denied', 'stopped', 'unknown'] as const
export type ToolCallState = (typeof toolCallStates)[number]

export const toolCall = z.object({
  tool_call_id: z.string().describe('unique within its message'),
  step: z.int().nonnegative().describe('which request to the model it came from, counted from 0'),
  at: z.int().nonnegative().describe('how many UTF-16 units of `content` came before it'),
  name: z.string(),
  input: z.unknown().describe('what the model wrote, parsed; a text where it is no JSON, as after a cut'),
  state: z.enum(toolCallStates),
  output: z.string().optional().describe('what the model is told, at most 32,000 characters'),
  output_ref: z.string().optional().describe('where the whole output is, when `output` is only part of it'),
  error: z.string().optional().describe('why it failed, in words for a person'),
  started_at: time.optional(),
  ended_at: time.optional(),
})
export type ToolCall = z.infer<typeof toolCall>

/** Why a model's request ended; null: it was broken off. */
export const finishReason = z.enum(['stop', 'length', 'tool_calls', 'content_filter'])

/** One request to the model, as part of an answer. Steps stand in order; each begins where the one before ended. */
export const step = z.object({
  content_end: z.int().nonnegative().describe('how many UTF-16 units `content` had when it ended'),
  reasoning_end: z.int().nonnegative(),
  finish_reason: finishReason.nullable(),
  usage: usage.nullable().describe('null: nothing was taken'),
  cost_usd: dollars.nullable(),
})
export type Step = z.infer<typeof step>

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
  steps: z.array(step).optional().describe('of an answer: its requests to the model that have ended'),
  status: messageStatus,
  provider: z.string().optional(),
  model: z.string().optional(),
  usage: usage.optional().describe('the sum of its steps'),
  cost_usd: dollars.nullable().optional().describe('the sum of its steps; null: of one nobody knows the price'),
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
