import { EventLog, type Join, type Sequenced } from './event-log.ts'

/** An event before it has its seq. */
export type Draft<Event extends Sequenced> = Event extends unknown ? Omit<Event, 'seq'> : never

/**
 * How long a write may wait for company. A disk's sync is most of what a short turn costs, and no model answers faster than
 * this; what was asked and how a very short answer ended then share one.
 */
const COMPANY_MS = 10
/** Seqs reserved while events leave unwritten. Some three minutes of an answer's frames. */
const SEQ_BLOCK = 5_000

export interface EventPorts<Event extends Sequenced> {
  /** The newest seq there may have been. */
  seq: number
  /** Up to where seqs were reserved before; left out: up to `seq`. */
  reserved?: number
  broadcast(text: string): void
  /** Whether events will leave that need no write of their own: seqs are then reserved ahead. */
  streams(): boolean
  /** Stores what was put, and that seqs may be taken up to this one. */
  write(reserved: number): void
  /** How a replay joins neighbours; left out: not at all. */
  join?: Join<Event>
}

/**
 * The one way out of an object. Events are collected by `emit` and leave with `commit`, which writes first: a frame must never
 * tell what a crash could take back, and a send waits only for writes made before it.
 */
export class Events<Event extends Sequenced, Notice> {
  readonly #ports: EventPorts<Event>
  readonly log: EventLog<Event>
  /** Those who follow events without a socket (server-sent events). */
  readonly listeners = new Set<(event: Event) => void>()
  /** The newest seq. The stored one may be ahead of it. */
  seq: number
  #reserved: number
  #collected: Event[] = []
  #notices: string[] = []
  #soon: ReturnType<typeof setTimeout> | null = null

  constructor(ports: EventPorts<Event>) {
    this.#ports = ports
    this.log = new EventLog(ports.join)
    this.seq = ports.seq
    this.#reserved = ports.reserved ?? ports.seq
  }

  emit(draft: Draft<Event>): void {
    const { type, ...rest } = draft
    this.#collected.push({ type, seq: ++this.seq, ...rest } as unknown as Event)
  }

  /** Tells every browser something that may be lost, after the events collected so far. */
  notify(notice: Notice): void {
    this.#notices.push(JSON.stringify(notice))
  }

  /** Writes, then lets the collected events go. */
  commit(): void {
    if (this.#soon !== null) clearTimeout(this.#soon)
    this.#soon = null
    this.#reserved = this.#ports.streams() ? this.seq + SEQ_BLOCK : this.seq
    this.#ports.write(this.#reserved)
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
    if (this.seq >= this.#reserved) this.commit()
    else this.#release()
  }

  #release(): void {
    const events = this.#collected
    this.#collected = []
    for (const event of events) {
      const text = JSON.stringify(event)
      this.log.add(event, text)
      this.#ports.broadcast(text)
      for (const listener of this.listeners) listener(event)
    }
    for (const notice of this.#notices.splice(0)) this.#ports.broadcast(notice)
  }
}
