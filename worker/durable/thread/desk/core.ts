import type { ThreadEvent, ThreadNotice } from '#protocol/thread-down.ts'
import type { Author, PresentPerson } from '#protocol/person.ts'
import type { Usage } from '#protocol/usage.ts'
import { fromNano, toNano } from '../../../src/db/ledger/money.ts'
import { AppError } from '../../../src/lib/error.ts'
import type { Env } from '../../../src/env.ts'
import { settings } from '../../../src/lib/settings.ts'
import type { Member } from '../../../src/doors.ts'
import { Alarm } from '../../shared/alarm.ts'
import { Events, type Draft } from '../../shared/events.ts'
import { migrate } from '../../shared/migrate.ts'
import { Sockets } from '../../shared/sockets.ts'
import { migrations, type RoomRow, type StoredMessage } from '../store/rows.ts'
import { BranchPieces } from '../store/branch-pieces.ts'
import { Store } from '../store/store.ts'
import { joinChunks } from './join-chunks.ts'

/** An event before it has its seq. */
export type EventDraft = Draft<ThreadEvent>

/**
 * What every part of a room shares: its storage, its sockets, and the one way out for events. `emit` collects them, `commit`
 * stores the room's row and lets them go.
 */
export class RoomCore {
  readonly ctx: DurableObjectState
  readonly env: Env
  readonly store: Store
  readonly pieces: BranchPieces
  readonly sockets: Sockets<Member, ThreadNotice>
  readonly alarm: Alarm
  readonly events: Events<ThreadEvent, ThreadNotice>
  /** Called when D1 is to hear of something soon. */
  onUnsent: () => void = () => {}
  /** What the lists say of `runs`, or soon will; null: nobody here knows. */
  #listed: boolean | null = null

  constructor(ctx: DurableObjectState, env: Env) {
    this.ctx = ctx
    this.env = env
    migrate(ctx.storage, migrations)
    this.store = new Store(ctx.storage.sql)
    this.pieces = new BranchPieces(this.store)
    this.sockets = new Sockets(ctx)
    this.alarm = new Alarm(ctx.storage)
    this.events = new Events({
      seq: this.store.row?.seq ?? 0,
      broadcast: (text) => this.sockets.broadcast(text),
      streams: () => this.store.knownRow.running !== null,
      write: (reserved) => this.#write(reserved),
      join: joinChunks,
    })
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

  /** Whether a turn runs. One that waits for somebody does not. */
  get runs(): boolean {
    const running = this.store.row?.running
    return running !== null && running !== undefined && !running.waits
  }

  /** The newest seq. The stored one may be ahead of it while an answer streams. */
  get seq(): number {
    return this.events.seq
  }

  emit(draft: EventDraft): void {
    if (draft.type === 'turn') this.#listTurn()
    this.events.emit(draft)
  }

  notify(notice: ThreadNotice): void {
    this.events.notify(notice)
  }

  commit(): void {
    this.events.commit()
  }

  commitSoon(): void {
    this.events.commitSoon()
  }

  settle(): void {
    this.events.settle()
  }

  release(): void {
    this.events.release()
  }

  /** Takes in a message, new or changed, and marks it for D1. Call `commit` after it. */
  keep(message: StoredMessage): void {
    this.store.put(message)
    this.mark(message.id)
  }

  /** Marks a message for D1, as it then is. */
  mark(messageId: string): void {
    const { messages } = this.row.outbox
    if (!messages.includes(messageId)) messages.push(messageId)
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

  /** Who is here: each person once, however many tabs they have. */
  people(): PresentPerson[] {
    const people = new Map<string, PresentPerson>()
    for (const { id, name, role } of this.sockets.everyone())
      people.set(id, { id, name, role, read_seq: this.store.row?.reads[id]?.seq ?? 0 })
    return [...people.values()]
  }

  announcePresence(): void {
    const notice: ThreadNotice = { type: 'presence', people: this.people() }
    this.sockets.broadcast(JSON.stringify(notice))
  }

  /** The thread's row in lists says whether a turn runs: when that changes, D1 hears of it. */
  #listTurn(): void {
    if (this.#listed === this.runs) return
    this.#listed = this.runs
    this.store.row!.outbox.thread = true
    this.onUnsent()
  }

  #write(reserved: number): void {
    const row = this.store.knownRow
    row.seq = reserved
    this.store.flush(row)
    // with what is stored, and not when it is asked for: an alarm is a write, and a request that leaves after it waits for it
    if (hasWork(row)) this.alarm.noLaterThan(Date.now() + this.watchdogMs)
  }
}

/** Whether a wake-up has to look after this room if a crash takes its memory. */
function hasWork(row: RoomRow): boolean {
  return (row.running !== null && !row.running.waits) || hasUnsent(row)
}

/** Whether D1 lacks something of this room. */
export function hasUnsent({ outbox, sending }: RoomRow): boolean {
  const { thread, messages, usage, readers } = outbox
  return sending !== null || thread || messages.length + usage.length + readers.length > 0
}

export function authorOf(member: Author): Author {
  return { id: member.id, name: member.name }
}
