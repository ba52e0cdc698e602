import type { Edit } from '#protocol/rest/threads.ts'
import type { Message, Step } from '#protocol/message.ts'
import { roomRowOf, storedMessageOf } from './from-older.ts'
import { Outputs } from './outputs.ts'
import { rowBody } from './row-body.ts'
import { type RoomRow, type StoredMessage, type StoredStep, type TreeRow } from './rows.ts'
import type { Summary } from '#protocol/summary.ts'
import { MessageTree } from './tree.ts'

/** Characters of messages kept parsed in memory: enough for the prompts of a long conversation. */
const CACHE_CHARS = 2_000_000

/**
 * The room's SQLite and what of it is in memory: the row, the tree, and the newest messages. What is put is written by `flush`,
 * all at once and last in its synchronous block: what leaves before it (the request to a model) need not wait for the disk,
 * what leaves after it (a frame) does.
 */
export class Store {
  readonly #sql: SqlStorage
  readonly #cache = new Map<string, StoredMessage>()
  readonly #unsaved = new Map<string, StoredMessage>()
  #summaries: Summary[] | null = null
  #cachedChars = 0
  /** As they were counted: what streams grows in place. */
  readonly #sizes = new Map<string, number>()
  readonly outputs: Outputs
  /** Rises when a message that had ended becomes another: it was edited or deleted. */
  edition = 0
  row: RoomRow | null
  tree: MessageTree

  constructor(sql: SqlStorage) {
    this.#sql = sql
    this.outputs = new Outputs(sql)
    const [saved] = sql.exec<{ body: string }>('SELECT body FROM room').toArray()
    this.row = saved ? roomRowOf(saved.body) : null
    const rows = sql.exec<TreeRow & Record<string, SqlStorageValue>>(
      'SELECT id, parent, role, status, ord FROM messages ORDER BY ord',
    )
    this.tree = new MessageTree(rows.toArray())
  }

  /** The message as stored, or as it is right now while it streams. */
  message(id: string): StoredMessage | undefined {
    const cached = this.#unsaved.get(id) ?? this.#cache.get(id)
    if (cached) return cached
    const node = this.tree.get(id)
    if (!node) return undefined
    const [row] = this.#sql.exec<{ body: string }>('SELECT body FROM messages WHERE ord = ?', node.ord).toArray()
    if (!row) return undefined
    const message = storedMessageOf(row.body)
    if (message.tool_calls) message.tool_calls = this.outputs.join(id, message.tool_calls)
    this.#remember(message)
    return message
  }

  /** As `message`, for an id of the tree: every one has its message. */
  need(id: string): StoredMessage {
    const message = this.message(id)
    if (!message) throw new Error(`the tree has ${id}, the store does not`)
    return message
  }

  /** The row of a room that was made, deleted or not. */
  get knownRow(): RoomRow {
    if (!this.row) throw new Error('this room has no thread')
    return this.row
  }

  /** Knows a message, new or changed, in memory only: an answer that has not said enough to be stored. */
  hold(message: StoredMessage): void {
    const { id, parent_message_id: parent, role, status } = message
    const known = this.tree.get(id)
    if (known && known.status !== 'streaming' && known.status !== 'queued') this.edition++
    if (known) this.tree.change(id, { status, parent })
    else this.tree.add({ id, parent, role, status, ord: this.tree.nextOrd() })
    this.#remember(message)
  }

  /** As `hold`, and `flush` will store it. */
  put(message: StoredMessage): void {
    this.hold(message)
    this.#unsaved.set(message.id, message)
  }

  /** Stores what was put since the last time; with `row`, the room's row too. */
  flush(row?: RoomRow): void {
    for (const message of this.#unsaved.values()) {
      const { parent, role, status, ord } = this.tree.get(message.id)!
      this.#sql.exec(
        'INSERT OR REPLACE INTO messages (ord, id, parent, role, status, body) VALUES (?, ?, ?, ?, ?, ?)',
        ord,
        message.id,
        parent,
        role,
        status,
        rowBody(message),
      )
      this.outputs.save(message)
    }
    this.#unsaved.clear()
    if (row) this.#sql.exec('INSERT OR REPLACE INTO room (id, body) VALUES (1, ?)', JSON.stringify(row))
  }

  /** The message as everyone may see it: with its branch; of a deleted one only that it was there. */
  view(stored: StoredMessage): Message {
    const { request: _, held: __, steps, ...shown } = stored
    const message: Message = { ...shown, steps: steps?.map(shownStep), branch: this.tree.branchOf(stored.id) }
    if (!message.deleted_at) return message
    return { ...message, content: '', reasoning: undefined, tool_calls: undefined, steps: undefined }
  }

  needView(id: string): Message {
    return this.view(this.need(id))
  }

  viewOf(id: string): Message | undefined {
    const stored = this.message(id)
    return stored && this.view(stored)
  }

  addEdit(messageId: string, edit: Edit): void {
    this.#sql.exec(
      'INSERT INTO edits (message_id, ord, body) SELECT ?1, coalesce(max(ord), 0) + 1, ?2 FROM edits WHERE message_id = ?1',
      messageId,
      JSON.stringify(edit),
    )
  }

  /** Older texts of a message, oldest first. */
  edits(messageId: string): Edit[] {
    return this.#sql
      .exec<{ body: string }>('SELECT body FROM edits WHERE message_id = ? ORDER BY ord', messageId)
      .toArray()
      .map((row) => JSON.parse(row.body) as Edit)
  }

  addSummary(summary: Summary): void {
    this.#sql.exec('INSERT INTO summaries (body) VALUES (?)', JSON.stringify(summary))
    this.#summaries = [summary, ...this.summaries()]
  }

  /** Newest first. */
  summaries(): Summary[] {
    this.#summaries ??= this.#sql
      .exec<{ body: string }>('SELECT body FROM summaries ORDER BY ord DESC')
      .toArray()
      .map((row) => JSON.parse(row.body) as Summary)
    return this.#summaries
  }

  /** Everything in memory of a room that was deleted for good. */
  forget(): void {
    this.row = null
    this.edition++
    this.tree = new MessageTree([])
    this.#cache.clear()
    this.#sizes.clear()
    this.#unsaved.clear()
    this.#summaries = null
    this.#cachedChars = 0
  }

  #remember(message: StoredMessage): void {
    const size = sizeOf(message)
    this.#cachedChars += size - (this.#sizes.get(message.id) ?? 0)
    this.#sizes.set(message.id, size)
    this.#cache.delete(message.id)
    this.#cache.set(message.id, message)
    if (this.#cachedChars > CACHE_CHARS) this.#forgetOldest()
  }

  #forgetOldest(): void {
    for (const [id, old] of this.#cache) {
      if (this.#cachedChars <= CACHE_CHARS || this.#cache.size === 1) return
      // what streams is written to in place: forgetting it would fork it from what readers see
      if (old.status === 'streaming') continue
      this.#cache.delete(id)
      this.#cachedChars -= this.#sizes.get(id) ?? 0
      this.#sizes.delete(id)
    }
  }
}

/** About how much memory a message takes, in characters. */
function sizeOf({ content, reasoning, tool_calls }: StoredMessage): number {
  const outputs = tool_calls?.reduce((sum, { output }) => sum + (output?.length ?? 0), 0) ?? 0
  return content.length + (reasoning?.length ?? 0) + outputs
}

export function shownStep({ content_end, reasoning_end, finish_reason, usage, cost_usd }: StoredStep): Step {
  return { content_end, reasoning_end, finish_reason, usage, cost_usd }
}
