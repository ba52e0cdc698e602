import { PREVIEW_CHARS } from '#protocol/limits.ts'
import { mirror, type MirrorBatch } from '../../../src/db/mirror/mirror.ts'
import { log } from '../../../src/lib/log.ts'
import { hasUnsent, type RoomCore } from '../desk/core.ts'
import type { ListNews } from './list-news.ts'
import type { Outbox } from '../store/rows.ts'
import { turnUsage } from './spent.ts'

/** Changes within this time go to D1 together. */
const GATHER_MS = 250
/** Rooms of one memory go to D1 so far apart: a hundred turns that begin together would hold up each other's streams. */
const APART_MS = 20
/** And for no longer than this does one wait for others. */
const APART_MAX_MS = 2_000
const RETRY_MS = 5_000
const RETRY_MAX_MS = 300_000

/** When the last of them goes, shared by all. A clock and not a queue: who is gone before their turn holds up nobody. */
let lastAt = 0

export const emptyOutbox = (): Outbox => ({ messages: [], usage: [], readers: [], thread: false })

/**
 * Brings what changed here to D1: messages, the thread's summary, usage. Nobody waits for it; what D1 has not confirmed
 * stays in the room's row and is sent again, which is harmless there.
 */
export class OutboxSender {
  readonly #core: RoomCore
  readonly #news: ListNews
  #timer: ReturnType<typeof setTimeout> | null = null
  #sending: Promise<boolean> | null = null
  #failures = 0

  constructor(core: RoomCore, news: ListNews) {
    this.#core = core
    this.#news = news
  }

  get isEmpty(): boolean {
    const row = this.#core.store.row
    return !row || !hasUnsent(row)
  }

  /** Sends soon. The watchdog stands behind the timer, which a crash would take. */
  schedule(): void {
    if (this.isEmpty || this.#timer !== null) return
    const now = Date.now()
    const soonest = now + GATHER_MS
    const at = Math.min(Math.max(soonest, lastAt + APART_MS), soonest + APART_MAX_MS)
    lastAt = at
    this.#timer = setTimeout(() => {
      this.#timer = null
      void this.send()
    }, at - now)
  }

  /** Sends now; true: D1 has everything. */
  async send(): Promise<boolean> {
    while (this.#sending) await this.#sending
    if (this.isEmpty) return true
    this.#sending = this.#attempt()
    const done = await this.#sending
    this.#sending = null
    if (!done) this.#core.alarm.noLaterThan(Date.now() + Math.min(RETRY_MAX_MS, RETRY_MS * 2 ** this.#failures++))
    return done
  }

  async #attempt(): Promise<boolean> {
    const row = this.#core.store.knownRow
    const sent = merged(row.sending ?? emptyOutbox(), row.outbox)
    // what changes while D1 is being asked goes into a new outbox: it must not be taken for sent, nor what is sent for lost
    row.sending = sent
    row.outbox = emptyOutbox()
    try {
      const batch = this.#batch(sent)
      this.#news.taken(batch, sent.thread || sent.messages.length > 0, await mirror(this.#core.env.DB, batch))
    } catch (error) {
      log('warn', 'D1 did not take a batch', { thread_id: row.thread.id, error: String(error) })
      row.outbox = merged(sent, row.outbox)
      row.sending = null
      return false
    }
    row.sending = null
    this.#failures = 0
    // while a turn runs its end will store the row anyway; a repeat is harmless if it doesn't come to that
    if (!row.running) this.#core.commit()
    return true
  }

  /** What a budget held for steps that have ended is in its sums with this batch. A hold that stays ends by itself. */
  #released(sent: Outbox): string[] {
    const messages = sent.messages.map((id) => this.#core.store.message(id)).filter((message) => message !== undefined)
    const held = messages.flatMap(({ status, held: ids = [], steps = [] }) => [
      ...steps.map(({ id }) => id).filter((id) => ids.includes(id)),
      ...(status === 'streaming' ? [] : ids),
    ])
    return [...new Set([...held, ...sent.usage.map(({ id }) => id)])]
  }

  #batch(sent: Outbox): MirrorBatch {
    const { store, seq } = this.#core
    const row = store.knownRow
    const messages = sent.messages.map((id) => store.message(id)).filter((message) => message !== undefined)
    return {
      thread: {
        ...row.thread,
        last_message: this.#lastMessage(),
        running: this.#core.runs,
        deleted_at: row.deleted_at,
      },
      revision: seq,
      messages: messages.map((message) => store.view(message)),
      usage: [...sent.usage, ...messages.flatMap((message) => turnUsage(this.#core, message))],
      released: this.#released(sent),
      reads: sent.readers.map((user_id) => ({ user_id, message_count: row.reads[user_id]?.message_count ?? 0 })),
    }
  }

  #lastMessage(): MirrorBatch['thread']['last_message'] {
    const { store } = this.#core
    for (const node of store.tree.upward(store.knownRow.leaf)) {
      const message = store.need(node.id)
      if (message.deleted_at || message.content === '') continue
      const content = message.content.slice(0, PREVIEW_CHARS)
      return { content, is_user: message.role === 'user', created_at: message.created_at }
    }
    return null
  }
}

function merged(a: Outbox, b: Outbox): Outbox {
  return {
    messages: [...new Set([...a.messages, ...b.messages])],
    usage: [...a.usage, ...b.usage],
    readers: [...new Set([...a.readers, ...b.readers])],
    thread: a.thread || b.thread,
  }
}
