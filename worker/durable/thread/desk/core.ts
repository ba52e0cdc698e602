import type { ThreadEvent, ThreadNotice } from '#protocol/thread-down.ts'
import type { Author } from '#protocol/person.ts'
import type { Usage } from '#protocol/usage.ts'
import { fromNano, toNano } from '../../../src/db/money.ts'
import { AppError } from '../../../src/lib/error.ts'
import type { Env } from '../../../src/env.ts'
import { settings } from '../../../src/lib/settings.ts'
import { Alarm } from '../../shared/alarm.ts'
import { migrate } from '../../shared/migrate.ts'
import { EventLog } from './log.ts'
import { migrations, type RoomRow, type StoredMessage } from '../store/rows.ts'
import { Sockets } from './sockets.ts'
import { Store } from '../store/store.ts'

/**
 * How long a write may wait for company. A disk's sync is most of what a short turn costs, and no model answers faster than
 * this; what was asked and how a very short answer ended then share one.
 */
const COMPANY_MS = 10
/** Seqs reserved while an answer streams, so that its frames need no write each. Some three minutes of them. */
const SEQ_BLOCK = 5_000

/** An event before it has its seq. */
export type EventDraft = ThreadEvent extends infer Event
  ? Event extends { seq: number }
    ? Omit<Event, 'seq'>
    : never
  : never

/**
 * What every part of a room shares: its storage, its sockets, its log, and the one way out for events.
 *
 * Events are collected by `emit` and leave with `commit`, which writes the room's row first: a frame must never tell what
 * a crash could take back, and a send waits only for writes made before it.
 */
export class RoomCore {
  readonly ctx: DurableObjectState
  readonly env: Env
  readonly store: Store
  readonly sockets: Sockets
  readonly alarm: Alarm
  readonly log = new EventLog()
  /** Those who follow events without a socket (server-sent events). */
  readonly listeners = new Set<(event: ThreadEvent) => void>()
  /** The newest seq. The stored one may be ahead of it while an answer streams. */
  seq: number
  /** The project's instructions, as the last turn had them. */
  instructions = ''
  #collected: ThreadEvent[] = []
  #notices: string[] = []
  #soon: ReturnType<typeof setTimeout> | null = null

  constructor(ctx: DurableObjectState, env: Env) {
    this.ctx = ctx
    this.env = env
    migrate(ctx.storage, migrations)
    this.store = new Store(ctx.storage.sql)
    this.sockets = new Sockets(ctx)
    this.alarm = new Alarm(ctx.storage)
    this.seq = this.store.row?.seq ?? 0
  }

  /** The row of a thread that is there. */
  get row(): RoomRow {
    const row = this.store.row
    if (!row || row.deleted_at) throw new AppError('thread_not_found', 'This thread is gone.')
    return row
  }

  get isOpen(): boolean {
    return this.store.row !== null && this.store.row.deleted_at === null
  }

  emit(draft: EventDraft): void {
    const { type, ...rest } = draft
    this.#collected.push({ type, seq: ++this.seq, ...rest } as ThreadEvent)
  }

  /** Stores what was put and the room's row, then lets the collected events go. */
  commit(): void {
    if (this.#soon !== null) clearTimeout(this.#soon)
    this.#soon = null
    const row = this.store.row!
    row.seq = row.running ? this.seq + SEQ_BLOCK : this.seq
    this.store.flush(row)
    this.#release()
  }

  /** A commit within a few milliseconds. Until then nothing leaves: neither the acknowledgement nor what follows it. */
  commitSoon(): void {
    this.#soon ??= setTimeout(() => this.commit(), COMPANY_MS)
  }

  /** A commit now, if one is waiting: before anybody reads what is not stored yet. */
  settle(): void {
    if (this.#soon !== null) this.commit()
  }

  /** Lets collected events go without a write, as long as their seqs are within the reserved block. */
  release(): void {
    if (this.#soon !== null) return
    if (this.seq >= this.store.row!.seq) this.commit()
    else this.#release()
  }

  /** Takes in a message, new or changed, and marks it for D1. Call `commit` after it. */
  keep(message: StoredMessage): void {
    this.store.put(message)
    const { outbox } = this.row
    if (!outbox.messages.includes(message.id)) outbox.messages.push(message.id)
  }

  /** Makes `leaf` the end of the selected branch. */
  select(leaf: string | null): void {
    this.row.leaf = leaf
    this.row.thread.message_count = this.store.tree.depthOf(leaf)
    this.row.outbox.thread = true
  }

  /** A person or a model did something just now. */
  touch(): void {
    this.row.thread.last_activity_at = new Date().toISOString()
    this.row.outbox.thread = true
  }

  /** Adds what a call took to the thread's sums. */
  spend(usage: Usage, cost_usd: string | null): void {
    const { thread } = this.row
    thread.total_tokens += usage.total_tokens
    if (cost_usd !== null) thread.cost_usd = fromNano(toNano(thread.cost_usd) + toNano(cost_usd))
    this.row.outbox.thread = true
  }

  /** How long until a wake-up looks after what a crash may have left. */
  get watchdogMs(): number {
    return settings(this.env).WATCHDOG_SECONDS * 1000
  }

  /** Tells every browser something that may be lost, after the events collected so far. */
  notify(notice: ThreadNotice): void {
    this.#notices.push(JSON.stringify(notice))
  }

  readSeq = (userId: string): number => this.store.row?.reads[userId]?.seq ?? 0

  announcePresence(): void {
    const notice: ThreadNotice = { type: 'presence', people: this.sockets.people(this.readSeq) }
    this.sockets.broadcast(JSON.stringify(notice))
  }

  #release(): void {
    const events = this.#collected
    this.#collected = []
    for (const event of events) {
      const text = JSON.stringify(event)
      this.log.add(event, text)
      this.sockets.broadcast(text)
      for (const listener of this.listeners) listener(event)
    }
    for (const notice of this.#notices.splice(0)) this.sockets.broadcast(notice)
  }
}

export function authorOf(member: Author): Author {
  return { id: member.id, name: member.name }
}
