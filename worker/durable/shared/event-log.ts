const LOG_FRAMES = 5_000
const LOG_CHARS = 1_000_000

/** What changes an object, as its sockets hear it. */
export interface Sequenced {
  type: string
  seq: number
}

/** Two neighbours as one event that stands for both; null: they stay two. */
export type Join<Event> = (earlier: Event, later: Event) => Event | null

interface Entry<Event> {
  event: Event
  /** The frame as it was sent. */
  text: string
}

/**
 * The newest events of an object, in memory only: what a browser that was away for a moment missed. After a hibernation or a
 * crash it is empty, and a snapshot stands in its place.
 */
export class EventLog<Event extends Sequenced> {
  readonly #join: Join<Event>
  #entries: Entry<Event>[] = []
  #chars = 0

  constructor(join: Join<Event> = () => null) {
    this.#join = join
  }

  add(event: Event, text: string): void {
    this.#entries.push({ event, text })
    this.#chars += text.length
    if (this.#entries.length > LOG_FRAMES || this.#chars > LOG_CHARS) this.#shed()
  }

  /** The frames after `seq`, neighbours joined where they can be; null when some of them are gone. */
  after(seq: number): { from: number; frames: string[] } | null {
    const first = this.#entries[0]
    if (!first || seq < first.event.seq - 1) return null
    return { from: seq + 1, frames: this.#joined(this.#entries.filter(({ event }) => event.seq > seq)) }
  }

  #joined(entries: Entry<Event>[]): string[] {
    const frames: string[] = []
    let last: { event: Event; text: string | null } | null = null
    for (const entry of entries) {
      const joined: Event | null = last && this.#join(last.event, entry.event)
      if (last && !joined) frames.push(last.text ?? JSON.stringify(last.event))
      last = joined ? { event: joined, text: null } : entry
    }
    if (last) frames.push(last.text ?? JSON.stringify(last.event))
    return frames
  }

  /** A quarter at a time: taking entries off the front one by one would copy the array for each frame. */
  #shed(): void {
    const gone = this.#entries.splice(0, Math.ceil(this.#entries.length / 4))
    for (const entry of gone) this.#chars -= entry.text.length
  }
}
