import { z } from 'zod'
import { id } from './ids.ts'

/** What a model is asked to do differently. */
export const modelOptions = z.object({
  temperature: z.number().min(0).max(2).optional(),
  top_p: z.number().min(0).max(1).optional(),
  max_tokens: z.int().positive().optional(),
  reasoning: z.enum(['low', 'medium', 'high']).optional(),
  stop: z.array(z.string().min(1).max(200)).max(4).optional(),
})
export type ModelOptions = z.infer<typeof modelOptions>

export const turnOptions = modelOptions.extend({
  tools: z.array(z.string().min(1).max(64)).max(64).optional().describe('names of tools; left out: the project’s'),
})
export type TurnOptions = z.infer<typeof turnOptions>

/** Which model answers. What is left out comes from the thread, then the project, then the person's settings. */
export const modelChoice = z.object({
  provider: z.string().min(1).max(50).optional(),
  model: z.string().min(1).max(200).optional(),
  key_id: id.optional(),
})
export type ModelChoice = z.infer<typeof modelChoice>

export const turnMode = z.enum(['chat', 'agent', 'plan'])
export type TurnMode = z.infer<typeof turnMode>
export const turnState = z.enum(['queued', 'running', 'waiting', 'ended'])
export type TurnState = z.infer<typeof turnState>

/** What a turn waits for: somebody's word about a budget or about calls of tools, or a job on a machine. */
export const waits = z.object({
  for: z.enum(['budget', 'consent', 'job']),
  tool_call_ids: z.array(z.string()).optional(),
  job_id: z.string().optional(),
})
export type Waits = z.infer<typeof waits>

/** A turn that waits: the id its answer will have, and the person's message it answers. */
export const queuedTurn = z.object({ message_id: id, user_message_id: id })
export type QueuedTurn = z.infer<typeof queuedTurn>
