import { z } from 'zod'
import { id } from './ids.ts'
import { content } from './message.ts'
import { modelChoice, turnMode, turnOptions } from './turn.ts'

/** Frames that a browser sends to a thread's room. See SPEC.md, S and M. */
export const sendMessage = modelChoice.extend({
  type: z.literal('send_message'),
  message_id: id,
  content,
  parent_message_id: id.nullable().optional(),
  options: turnOptions.optional(),
  mode: turnMode.optional(),
})
export const editMessage = z.object({
  type: z.literal('edit_message'),
  message_id: id,
  content,
  preserve_response: z.boolean(),
})
export const deleteMessage = z.object({ type: z.literal('delete_message'), message_id: id })
export const regenerate = z.object({
  type: z.literal('regenerate'),
  message_id: id,
  options: turnOptions.extend(modelChoice.shape).optional(),
})
export const selectBranch = z.object({ type: z.literal('select_branch'), message_id: id })
export const stop = z.object({ type: z.literal('stop'), message_id: id.optional() })
export const withdraw = z.object({ type: z.literal('withdraw'), message_id: id })
/** Whether a turn that waits at a budget may run this once; `deny` ends it as `stopped`. */
export const budgetAnswer = z.object({
  type: z.literal('budget_answer'),
  message_id: id.describe('of the answer, as in the `turn` frame'),
  decision: z.enum(['allow', 'deny']),
})
export const typing = z.object({ type: z.literal('typing_indicator'), is_typing: z.boolean() })
export const read = z.object({ type: z.literal('read'), seq: z.int().nonnegative() })
export const heartbeat = z.object({ type: z.literal('heartbeat') })

export const threadUp = z.discriminatedUnion('type', [
  heartbeat,
  sendMessage,
  editMessage,
  deleteMessage,
  regenerate,
  selectBranch,
  stop,
  withdraw,
  budgetAnswer,
  typing,
  read,
])
export type ThreadUp = z.infer<typeof threadUp>
export type Up<Type extends ThreadUp['type']> = Extract<ThreadUp, { type: Type }>
