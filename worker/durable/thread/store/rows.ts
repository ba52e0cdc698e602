import type { Message, MessageStatus, Step, ToolCall } from '#protocol/message.ts'
import type { Author } from '#protocol/person.ts'
import type { ProviderId } from '#protocol/rest/providers.ts'
import type { Thread } from '#protocol/thread.ts'
import type { Usage } from '#protocol/usage.ts'
import type { ModelChoice, TurnMode, TurnOptions, Waits } from '#protocol/turn.ts'
import type { BudgetPause } from '#protocol/budget.ts'
import type { Context } from '#protocol/thread.ts'
import type { SummaryState } from '#protocol/summary.ts'
import type { UsageEntry } from '../../../src/db/ledger/usage-entry.ts'
import type { Echo } from '../../../src/providers/wire.ts'

/** A turn that waits or runs. Its id is the id of the answer it makes. */
export interface Turn {
  id: string
  user_message_id: string
  by: Author
  /** The access token it was asked by. */
  token_id?: string
  choice: ModelChoice
  options: TurnOptions
  mode: TurnMode
  /** Where the answered message hangs; absent: at the end of the selected branch when the turn starts. */
  parent?: { id: string | null }
  /** How many of its steps are whole and in the thread's sums, as far as this row knows: a step is stored without it. */
  step?: number
  /** How often the step after them was begun: a crash before the first token begins it again. */
  attempts: number
  /** Calls that a crash took before anything of them was stored, and that the ledger does not know yet. */
  lost?: number
  /** What it waits for, stored: nothing here waits with it. Absent: it doesn't. */
  waits?: Waits & { budget?: BudgetPause }
  /** Of its steps' calls, what a budget holds until their usage is in D1. */
  held?: string[]
  /** Somebody has let it pass its budget, this once. */
  allowed?: boolean
}

/** What D1 has not confirmed yet. Kept in the room's row, so that it costs no rows of its own. */
export interface Outbox {
  messages: string[]
  /** Of titles only: an answer's usage is in its message. */
  usage: UsageEntry[]
  readers: string[]
  thread: boolean
}

/** Everything about a room that isn't a message: one row, so that any change of it costs one written row. */
export interface RoomRow {
  thread: Thread
  /** The last message of the selected branch. */
  leaf: string | null
  /** Exact while nothing streams; the end of the reserved block while something does. */
  seq: number
  running: Turn | null
  queue: Turn[]
  outbox: Outbox
  /** What D1 is being told right now: not lost until it has said yes. */
  sending: Outbox | null
  reads: Record<string, { seq: number; message_count: number }>
  /** When each person last sent, edited or regenerated, within the last minute. */
  sends: Record<string, number[]>
  deleted_at: string | null
  /** By PROVIDER/MODEL: how its own count of a prompt compares to ours, and the window that a refusal named. */
  learned: Record<string, { counted?: number; estimated?: number; window: number | null }>
  /** Which model the last answer came from, and what it will no longer read at `leaf`. */
  read: LastRead | null
  summarizing: Summarizing
}

export interface LastRead {
  provider: ProviderId
  model: string
  context_window: number | null
  max_output: number | null
  leaf: string | null
  cut: Context['cut']
}

/** What is known about the thread's next summary. */
export interface Summarizing {
  state: SummaryState
  /** When the alarm makes one by itself; null: nothing to summarize. */
  due_at: string | null
  /** Who gets the bill: who asked, or who talked last. */
  by: string | null
  asked: boolean
  /** How many tries failed since the last that did not. */
  failures: number
  error: string | null
}

const notSummarizing: Summarizing = { state: 'idle', due_at: null, by: null, asked: false, failures: 0, error: null }

/** What a new room begins with, and one that was stored before these were kept. */
export const freshRow = { learned: {}, read: null, summarizing: notSummarizing }
export const freshThread = {
  total_tokens: 0,
  cost_usd: '0.000000000',
  summarized_at: null,
  summary_count: 0,
  needs_summary: false,
}

/** What an answer was asked with, for regenerating it with the same model, and who asked, for the bill. */
export interface AnswerRequest {
  by: string
  token_id?: string
  choice: ModelChoice
  options: TurnOptions
  mode?: TurnMode
}

/** Who is paid for an answer, and by which price. */
export interface Paid {
  key_id: string | null
  cost_source: UsageEntry['cost_source']
  price_version: string | null
  /** What is paid for, where that is more than the answer read and wrote. */
  billed?: Usage
}

/** A message as it is stored: without what the tree knows (its branch), with what nobody is shown. */
export type StoredMessage = Omit<Message, 'branch' | 'steps' | 'tool_calls'> & {
  request?: AnswerRequest
  steps?: StoredStep[]
  tool_calls?: ToolCall[]
  /** Ids of what budgets hold for it: to be released once D1 has its usage. */
  held?: string[]
}

/** A step as it is stored: with what nobody is shown. */
export interface StoredStep extends Step {
  /** Of its row in the ledger. */
  id: string
  ended_at: string
  paid?: Paid
  /** What its provider wants back. Encrypted for whom the key belongs to: another person's key can't give it back. */
  echo?: Echo & { key_id: string | null }
}

export interface TreeRow {
  id: string
  parent: string | null
  role: Message['role']
  status: MessageStatus
  ord: number
}

export const migrations = [
  'CREATE TABLE room (id INTEGER PRIMARY KEY CHECK (id = 1), body TEXT NOT NULL)',
  // keyed by its place in time: a question and its answer are written to one page, and an index of the ids would cost a second
  // written row for each message (the tree, in memory, knows where an id is)
  `CREATE TABLE messages (ord INTEGER PRIMARY KEY, id TEXT NOT NULL, parent TEXT, role TEXT NOT NULL, status TEXT NOT NULL, body TEXT NOT NULL)`,
  'CREATE TABLE edits (message_id TEXT NOT NULL, ord INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (message_id, ord)) WITHOUT ROWID',
  'CREATE TABLE summaries (ord INTEGER PRIMARY KEY, body TEXT NOT NULL)',
  // outputs of tool calls: part 0 is what the model was told, the parts from 1 on are the whole where that is only some of it
  'CREATE TABLE outputs (message_id TEXT NOT NULL, ord INTEGER NOT NULL, part INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (message_id, ord, part)) WITHOUT ROWID',
]
