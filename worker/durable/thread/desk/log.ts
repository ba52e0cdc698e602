import type { StreamChunk, ThreadEvent } from '#protocol/thread-down.ts'

const LOG_FRAMES = 5_000
const LOG_CHARS = 1_000_000

interface Entry {
  seq: number
  /** The frame as it was sent. */
  text: string
  /** Kept as an object where a replay may join it with its neighbours. */
  chunk: StreamChunk | null
}

/**
 * The newest events of a room, in memory only: what a browser that was away for a moment missed. After a hibernation or a
 * crash it is empty, and a snapshot stands in its place.
 */
export class EventLog {
  #entries: Entry[] = []
  #chars = 0

  add(event: ThreadEvent, text: string): void {
    this.#entries.push({ seq: event.seq, text, chunk: event.type === 'stream_chunk' && !event.is_final ? event : null })
    this.#chars += text.length
    if (this.#entries.length > LOG_FRAMES || this.#chars > LOG_CHARS) this.#shed()
  }

  /** The frames after `seq`, neighbouring chunks joined; null when some of them are gone. */
  after(seq: number): { from: number; frames: string[] } | null {
    const first = this.#entries[0]
    if (!first || seq < first.seq - 1) return null
    const missed = this.#entries.filter((entry) => entry.seq > seq)
    return { from: seq + 1, frames: joinChunks(missed) }
  }

  clear(): void {
    this.#entries = []
    this.#chars = 0
  }

  /** A quarter at a time: taking entries off the front one by one would copy the array for each frame. */
  #shed(): void {
    const gone = this.#entries.splice(0, Math.ceil(this.#entries.length / 4))
    for (const entry of gone) this.#chars -= entry.text.length
  }
}

function joinChunks(entries: Entry[]): string[] {
  const frames: string[] = []
  let joined: StreamChunk | null = null as StreamChunk | null
  const flush = () => {
    if (joined) frames.push(JSON.stringify(joined))
    joined = null
  }
  for (const { chunk, text } of entries) {
    if (chunk && joined && sameRun(joined, chunk)) {
      joined = { ...joined, seq: chunk.seq, from_seq: joined.from_seq ?? joined.seq, chunk: joined.chunk + chunk.chunk }
      continue
    }
    flush()
    if (chunk) joined = chunk
    else frames.push(text)
  }
  flush()
  return frames
}

function sameRun(a: StreamChunk, b: StreamChunk): boolean {
  return a.message_id === b.message_id && a.kind === b.kind && b.seq === a.seq + 1
}
