import { z } from 'zod'
import { budgetPause } from './budget.ts'
import { errorCode, providerFailure, turnError } from './error.ts'
import { dollars, id, time } from './ids.ts'
import { branch, message, outcome, step, toolCall } from './message.ts'
import { author, presentPerson } from './person.ts'
import { summary } from './summary.ts'
import { context, thread } from './thread.ts'
import { timing } from './timing.ts'
import { queuedTurn, turnMode, turnState, waits } from './turn.ts'
import { usage } from './usage.ts'

/** Frames that a thread's room sends to every browser in it. See SPEC.md, S. */
const seq = z.int().positive()

export const newMessage = z.object({ type: z.literal('new_message'), seq, message })
export const assistantMessageStart = z.object({
  type: z.literal('assistant_message_start'),
  seq,
  message_id: id,
  thread_id: id,
  parent_message_id: id,
  provider: z.string(),
  model: z.string(),
  branch,
  created_at: time,
})
export const streamChunk = z.object({
  type: z.literal('stream_chunk'),
  seq,
  from_seq: seq.optional().describe('in a replay: the first seq this chunk stands for'),
  message_id: id,
  chunk: z.string(),
  chunk_index: z.int().nonnegative(),
  kind: z.enum(['text', 'reasoning']),
  is_final: z.boolean(),
  finish_reason: outcome.optional(),
  total_tokens: z.int().nonnegative().optional(),
  usage: usage.optional(),
  cost_usd: dollars.nullable().optional(),
  steps: z.array(step).optional(),
  error: turnError.optional(),
  timing: timing.optional(),
  finished_at: time.optional(),
})
/** A tool call of an answer, when it comes and whenever its state changes; the newest of an id stands. */
export const toolCallFrame = z.object({ type: z.literal('tool_call'), seq, message_id: id, ...toolCall.shape })
export const turnFrame = z.object({
  type: z.literal('turn'),
  seq,
  message_id: id,
  user_message_id: id,
  state: turnState,
  step: z.int().nonnegative().optional().describe('the request to the model that it is at, counted from 0'),
  mode: turnMode.optional(),
  waits: waits.optional(),
  outcome: outcome.optional(),
  error: turnError.optional(),
  retry_at: time.optional().describe('the provider asked us to wait until then'),
  budget: budgetPause.optional().describe('why it waits'),
  queue: z.array(queuedTurn),
})
export const messageUpdated = z.object({ type: z.literal('message_updated'), seq, message })
export const messageDeleted = z.object({ type: z.literal('message_deleted'), seq, message_id: id, deleted_at: time })
export const branchSelected = z.object({
  type: z.literal('branch_selected'),
  seq,
  message_id: id.describe('the last message of the branch that is selected now'),
  parent_message_id: id.nullable().describe('the last message that the old and the new branch share'),
  messages: z.array(message).describe('what follows it on the new branch, at most the newest 50'),
  has_more: z.boolean().describe('true: `messages` are the newest only and replace the whole list'),
})
export const summaryAvailable = z.object({ type: z.literal('summary_available'), seq, summary })
export const threadUpdated = z.object({ type: z.literal('thread_updated'), seq, thread })

export const snapshot = z.object({
  thread,
  messages: z.array(message),
  has_more: z.boolean(),
  streaming: z.array(
    z.object({ message_id: id, content: z.string(), reasoning: z.string(), chunk_index: z.int().nonnegative() }),
  ),
  queue: z.array(queuedTurn),
  waiting: queuedTurn
    .extend({ waits: waits.optional(), budget: budgetPause.optional() })
    .nullable()
    .describe('the turn that waits, and for what'),
  context,
})
export const connectionEstablished = z.object({
  type: z.literal('connection_established'),
  connection_id: id,
  thread_id: id,
  timestamp: time,
  protocol_version: z.string(),
  seq: z.int().nonnegative().describe('the newest'),
  people: z.array(presentPerson),
  replay_from: seq.optional(),
  snapshot: snapshot.optional(),
})
export const heartbeatAck = z.object({ type: z.literal('heartbeat_ack') })
export const contextFrame = context.extend({ type: z.literal('context') })
export const typingIndicator = z.object({
  type: z.literal('typing_indicator'),
  person: author,
  is_typing: z.boolean(),
})
export const presence = z.object({ type: z.literal('presence'), people: z.array(presentPerson) })
export const errorFrame = z.object({
  type: z.literal('error'),
  error_code: errorCode,
  error: z.string(),
  retry_after: z.number().optional().describe('seconds'),
  message_id: id.optional(),
  retryable: z.boolean(),
  fields: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  provider: providerFailure.optional(),
})

/** Frames that change the thread: each carries the next `seq` (S2). */
export const threadEvent = z.discriminatedUnion('type', [
  newMessage,
  assistantMessageStart,
  streamChunk,
  toolCallFrame,
  turnFrame,
  messageUpdated,
  messageDeleted,
  branchSelected,
  threadUpdated,
  summaryAvailable,
])
/** Frames that may be lost without harm. */
export const threadNotice = z.discriminatedUnion('type', [
  connectionEstablished,
  heartbeatAck,
  contextFrame,
  typingIndicator,
  presence,
  errorFrame,
])
export const threadDown = z.union([threadEvent, threadNotice])

export type ThreadEvent = z.infer<typeof threadEvent>
export type ThreadNotice = z.infer<typeof threadNotice>
export type ThreadDown = ThreadEvent | ThreadNotice
export type Down<Type extends ThreadDown['type']> = Extract<ThreadDown, { type: Type }>
export type StreamChunk = Down<'stream_chunk'>
export type Snapshot = z.infer<typeof snapshot>
export type ErrorFrame = Down<'error'>
