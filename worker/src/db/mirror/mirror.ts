import type { Message } from '#protocol/message.ts'
import type { LastMessage, Thread } from '#protocol/thread.ts'
import { deleteHold } from '../ledger/budget-holds.ts'
import { folded } from '../folded.ts'
import { insertInto, setExcluded } from '../insert-into.ts'
import { boundedCalls } from './bounded-calls.ts'
import { usageStatements, type UsageEntry } from '../ledger/usage-entry.ts'

export interface MirrorBatch {
  thread: Thread & { last_message: LastMessage | null; running: boolean; deleted_at: string | null }
  /** The room's seq: an older batch never overwrites a newer row. */
  revision: number
  messages: Message[]
  usage: UsageEntry[]
  /** Calls whose part of a budget isn't held any more. */
  released: string[]
  reads: { user_id: string; message_count: number }[]
}

/** Somebody who may read a thread, and how many of its messages they have. */
export interface ThreadReader {
  user_id: string
  read_count: number
}

/** D1 refuses rows over 2 MB; a text cut here is whole in its room. */
const CONTENT_MAX = 250_000
const BATCH_MAX = 100

/**
 * Writes what a room's outbox holds. A repeat changes nothing, and an older batch never overwrites a newer row. Answers who may
 * read the thread, and how far each has.
 */
export async function mirror(db: D1Database, batch: MirrorBatch): Promise<ThreadReader[]> {
  // what stands together here is written together
  const groups = [
    ...batch.messages.map((message) => [messageRow(db, message, batch.revision)]),
    ...batch.usage.map((entry) => usageStatements(db, entry)),
    ...batch.released.map((id) => [deleteHold(db, id)]),
    ...batch.reads.map((read) => [readRow(db, batch.thread.id, read)]),
    [threadRow(db, batch), readers(db, batch.thread)],
  ]
  const statements: D1PreparedStatement[] = []
  for (const group of groups) {
    if (statements.length + group.length > BATCH_MAX) await db.batch(statements.splice(0))
    statements.push(...group)
  }
  const answers = await db.batch<ThreadReader>(statements)
  return answers.at(-1)!.results
}

const MESSAGE_COLUMNS = [
  'id',
  'thread_id',
  'parent_message_id',
  'role',
  'author_id',
  'author_name',
  'content',
  'reasoning',
  'tool_calls',
  'steps',
  'status',
  'provider',
  'model',
  'usage',
  'cost_usd',
  'error',
  'timing',
  'created_at',
  'finished_at',
  'edited_at',
  'deleted_at',
  'revision',
]
// Clients choose message ids: another thread's row with the same id is never touched.
const MESSAGE_SQL = `${insertInto('messages', MESSAGE_COLUMNS)}
  ON CONFLICT (id) DO UPDATE SET ${setExcluded(MESSAGE_COLUMNS, ['id', 'thread_id'])}
  WHERE messages.thread_id = excluded.thread_id AND messages.revision <= excluded.revision`

function messageRow(db: D1Database, message: Message, revision: number): D1PreparedStatement {
  const values: Record<string, unknown> = {
    ...message,
    author_id: message.author?.id,
    author_name: message.author?.name,
    content: message.content.slice(0, CONTENT_MAX),
    reasoning: message.reasoning?.slice(0, CONTENT_MAX),
    tool_calls: message.tool_calls && boundedCalls(message.tool_calls),
    steps: json(message.steps),
    usage: json(message.usage),
    error: json(message.error),
    timing: json(message.timing),
    revision,
  }
  return db.prepare(MESSAGE_SQL).bind(...MESSAGE_COLUMNS.map((column) => values[column] ?? null))
}

const READ_SQL = `${insertInto('thread_reads', ['user_id', 'thread_id', 'message_count'])}
  ON CONFLICT DO UPDATE SET message_count = excluded.message_count WHERE message_count < excluded.message_count`

function readRow(db: D1Database, threadId: string, read: MirrorBatch['reads'][number]): D1PreparedStatement {
  return db.prepare(READ_SQL).bind(read.user_id, threadId, read.message_count)
}

const READERS_SQL = `SELECT m.user_id, coalesce(r.message_count, 0) AS read_count FROM members m
  JOIN projects p ON p.id = m.project_id AND p.deleted_at IS NULL
  LEFT JOIN thread_reads r ON r.thread_id = ?2 AND r.user_id = m.user_id
  WHERE m.project_id = ?1`

function readers(db: D1Database, { id, project_id }: Thread): D1PreparedStatement {
  return db.prepare(READERS_SQL).bind(project_id, id)
}

const THREAD_COLUMNS = [
  'id',
  'project_id',
  'title',
  'title_folded',
  'title_source',
  'provider',
  'model',
  'summary',
  'archived',
  'message_count',
  'total_tokens',
  'cost_usd',
  'summarized_at',
  'summary_count',
  'needs_summary',
  'running',
  'last_content',
  'last_is_user',
  'last_at',
  'created_at',
  'last_activity_at',
  'updated_at',
  'deleted_at',
  'revision',
]
// `deleted_at` belongs to the routes: a batch that was under way during a deletion must not undo it.
const THREAD_SQL = `${insertInto('threads', THREAD_COLUMNS)}
  ON CONFLICT (id) DO UPDATE SET ${setExcluded(THREAD_COLUMNS, ['id', 'project_id', 'created_at', 'updated_at', 'deleted_at'])},
    updated_at = CASE WHEN revision < excluded.revision THEN excluded.updated_at ELSE updated_at END
  WHERE revision <= excluded.revision`

function threadRow(db: D1Database, { thread, revision }: MirrorBatch): D1PreparedStatement {
  const values: Record<string, unknown> = {
    ...thread,
    title_folded: folded(thread.title),
    archived: Number(thread.archived),
    needs_summary: Number(thread.needs_summary),
    running: Number(thread.running),
    last_content: thread.last_message?.content,
    last_is_user: thread.last_message === null ? null : Number(thread.last_message.is_user),
    last_at: thread.last_message?.created_at,
    updated_at: new Date().toISOString(),
    revision,
  }
  return db.prepare(THREAD_SQL).bind(...THREAD_COLUMNS.map((column) => values[column] ?? null))
}

function json(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value)
}
