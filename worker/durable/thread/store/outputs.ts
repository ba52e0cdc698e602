import type { ToolCall } from '#protocol/message.ts'
import type { StoredMessage } from './rows.ts'

/** Characters of one row: SQLite's limit is 2 MB, and a character takes up to three bytes of it. */
const PART_CHARS = 600_000
/** Of an output that is longer still its beginning is kept. */
const WHOLE_MAX_CHARS = 20_000_000

/** Outputs of tool calls, in rows of their own: what a message's row can't hold isn't lost, and a second's save stays small. */
export class Outputs {
  readonly #sql: SqlStorage
  /** By the object: a call whose output changes becomes a new one. */
  readonly #stored = new WeakSet<ToolCall>()

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  /** Writes what of a message's outputs isn't there yet. */
  save({ id, tool_calls = [] }: StoredMessage): void {
    for (const [ord, call] of tool_calls.entries()) {
      if (call.output === undefined || this.#stored.has(call)) continue
      this.#put(id, ord, 0, call.output)
      this.#stored.add(call)
    }
  }

  /** A message's calls with their outputs, as they were saved. */
  join(id: string, calls: ToolCall[]): ToolCall[] {
    const rows = this.#sql
      .exec<{ ord: number; body: string }>('SELECT ord, body FROM outputs WHERE message_id = ? AND part = 0', id)
      .toArray()
    const outputs = new Map(rows.map(({ ord, body }) => [ord, body]))
    return calls.map((call, ord) => {
      const output = outputs.get(ord)
      if (output === undefined) return call
      const joined = { ...call, output }
      this.#stored.add(joined)
      return joined
    })
  }

  /** Keeps an output of which the call itself has only a part. */
  keepWhole(id: string, ord: number, whole: string): void {
    // a call that a crash ran again may give less the second time
    this.#sql.exec('DELETE FROM outputs WHERE message_id = ? AND ord = ? AND part > 0', id, ord)
    const kept = whole.slice(0, WHOLE_MAX_CHARS)
    for (let part = 0; part * PART_CHARS < kept.length; part++) {
      this.#put(id, ord, part + 1, kept.slice(part * PART_CHARS, (part + 1) * PART_CHARS))
    }
  }

  /** Undefined: the call's own output is the whole. */
  whole(id: string, ord: number): string | undefined {
    const parts = this.#sql
      .exec<{ body: string }>(
        'SELECT body FROM outputs WHERE message_id = ? AND ord = ? AND part > 0 ORDER BY part',
        id,
        ord,
      )
      .toArray()
    return parts.length === 0 ? undefined : parts.map(({ body }) => body).join('')
  }

  #put(id: string, ord: number, part: number, body: string): void {
    this.#sql.exec(
      'INSERT OR REPLACE INTO outputs (message_id, ord, part, body) VALUES (?, ?, ?, ?)',
      id,
      ord,
      part,
      body,
    )
  }
}

/** Where the whole output of a call is. */
export function outputRef(messageId: string, { tool_call_id }: Pick<ToolCall, 'tool_call_id'>): string {
  return `/api/v1/messages/${messageId}/outputs/${encodeURIComponent(tool_call_id)}`
}

/** A message's calls without their outputs, as its own row has them. */
export function withoutOutputs(calls: ToolCall[] | undefined): ToolCall[] | undefined {
  return calls?.map((call) => ({ ...call, output: undefined }))
}
