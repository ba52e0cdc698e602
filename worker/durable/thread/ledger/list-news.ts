import type { MirrorBatch, ThreadReader } from '../../../src/db/mirror/mirror.ts'
import { listedThread } from '../../../src/db/threads.ts'
import { tellPeople, type PersonNews } from '../../../src/doors.ts'
import type { RoomCore } from '../desk/core.ts'

/**
 * Tells everyone who may read the thread how it stands in their lists, whenever D1 has taken a change of it: at a turn's begin
 * and end and at what people do, never for a token. One telling is under way at a time, so that an older one can't come last.
 */
export class ListNews {
  readonly #core: RoomCore
  readonly #waiting = new Map<string, PersonNews>()
  #telling: Promise<void> | null = null

  constructor(core: RoomCore) {
    this.#core = core
  }

  /** D1 has taken a batch. `readers`: who may read the thread, and how far each has. */
  taken(batch: MirrorBatch, isRowNew: boolean, readers: ThreadReader[]): void {
    if (!this.#core.isOpen) return
    // a read mark changes the lists of who has read, and nobody else's
    const marked = new Set(batch.reads.map(({ user_id }) => user_id))
    for (const { user_id, read_count } of readers) {
      if (!isRowNew && !marked.has(user_id)) continue
      const { deleted_at: _, ...thread } = batch.thread
      this.#waiting.set(user_id, { type: 'thread_changed', thread: listedThread(thread, read_count) })
    }
    this.#telling ??= this.#tell().finally(() => (this.#telling = null))
    this.#core.ctx.waitUntil(this.#telling)
  }

  /** Resolves when everyone has heard what was known until now. */
  async settled(): Promise<void> {
    await this.#telling
  }

  async #tell(): Promise<void> {
    while (this.#waiting.size > 0) {
      const all = [...this.#waiting]
      this.#waiting.clear()
      await tellPeople(this.#core.env, all)
    }
  }
}
