import type { Message, MessageStatus } from '../../protocol/message.ts'
import type { Author } from '../../protocol/person.ts'
import type { Thread } from '../../protocol/thread.ts'
import type { ModelChoice, TurnOptions } from '../../protocol/turn.ts'
import type { UsageEntry } from '../../src/db/mirror.ts'

/** A turn that waits or runs. Its id is the id of the answer it makes. */
export interface Turn {
  id: string
  user_message_id: string
  by: Author
  choice: ModelChoice
  options: TurnOptions
  /** Where the answered message hangs; absent: at the end of the selected branch when the turn starts. */
  parent?: { id: string | null }
  /** How often it was begun: a crash before the first token begins it again. */
  attempts: number
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
}

/** What an answer was asked with, for regenerating it with the same model, and who asked, for the bill. */
export interface AnswerRequest {
  by: string
  choice: ModelChoice
  options: TurnOptions
}

/** A message as it is stored: without what the tree knows (its branch). */
export type StoredMessage = Omit<Message, 'branch'> & { request?: AnswerRequest }

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
]
