import type { BudgetPause } from '#protocol/budget.ts'
import type { ToolCall } from '#protocol/message.ts'
import {
  freshRow,
  freshThread,
  type Paid,
  type RoomRow,
  type StoredMessage,
  type StoredStep,
  type Turn,
} from './rows.ts'

/** Rows as older versions of this code stored them become rows of today, here alone. What is written again is written anew. */

type OlderTurn = Omit<Turn, 'held'> & { pause?: BudgetPause; held?: boolean | string[] }

export function roomRowOf(body: string): RoomRow {
  const row = JSON.parse(body) as RoomRow
  const running = row.running && turnOf(row.running)
  const queue = row.queue.map(turnOf)
  return { ...freshRow, ...row, running, queue, thread: { ...freshThread, ...row.thread } }
}

function turnOf(older: OlderTurn): Turn {
  const { pause, held, ...turn } = older
  const waits = pause ? { for: 'budget' as const, budget: pause } : turn.waits
  return { ...turn, mode: turn.mode ?? 'chat', waits, held: held === true ? [turn.id] : held || undefined }
}

/** An answer from before there were steps: one request, whose calls stood below all of its text. */
type OlderMessage = Omit<StoredMessage, 'held' | 'tool_calls'> & {
  tool_calls?: (Omit<ToolCall, 'step' | 'at'> & Partial<ToolCall>)[]
  paid?: Paid
  echo?: StoredStep['echo']
  held?: boolean | string[]
}

export function storedMessageOf(body: string): StoredMessage {
  const { paid, echo, held, tool_calls, ...message } = JSON.parse(body) as OlderMessage
  const at = message.content.length
  const calls = tool_calls?.map((call): ToolCall => ({ step: 0, at, ...call }))
  const now: StoredMessage = { ...message, tool_calls: calls, held: held === true ? [message.id] : held || undefined }
  if (message.role !== 'assistant' || message.steps || message.status === 'streaming') return now
  const came = message.usage || message.content || message.reasoning || calls
  return { ...now, steps: came ? [onlyStep(message, paid, echo)] : [] }
}

function onlyStep(message: Omit<OlderMessage, 'held'>, paid?: Paid, echo?: StoredStep['echo']): StoredStep {
  const { id, content, reasoning, status, usage, cost_usd, finished_at, created_at } = message
  const finish_reason =
    status === 'complete' ? 'stop' : status === 'length' ? 'length' : status === 'filtered' ? 'content_filter' : null
  return {
    id,
    content_end: content.length,
    reasoning_end: reasoning?.length ?? 0,
    finish_reason,
    usage: usage ?? null,
    cost_usd: cost_usd ?? null,
    ended_at: finished_at ?? created_at,
    paid,
    echo,
  }
}
