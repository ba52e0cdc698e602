import { modelSources, type ModelSources } from '../../../src/db/model-sources.ts'
import { modelAccess, type ModelAccess, type ModelAsk } from '../../../src/models/model-access.ts'
import type { RoomCore } from '../desk/core.ts'
import type { Turn } from '../store/rows.ts'

/** How long a looked-up model and key are used again: a conversation asks D1 once, and a deleted key still ends soon. */
const KEEP_MS = 15_000

interface Kept<Value> {
  value: Value
  until: number
}

/** Which model answers a turn, with what key; remembered for a few seconds so that a quick exchange doesn't ask D1 each time. */
export class AccessCache {
  readonly #core: RoomCore
  readonly #known = new Map<string, Kept<ModelAccess>>()
  readonly #sources = new Map<string, Kept<Promise<ModelSources>>>()

  constructor(core: RoomCore) {
    this.#core = core
  }

  /** Asks D1 ahead of a send, while a person opens the thread or types: a round trip less before the first token. */
  prepare(userId: string): void {
    void this.#sourcesOf(userId).catch(() => {})
  }

  /** What was remembered may be what failed: a key that was put right must be seen at once. */
  forget(): void {
    this.#known.clear()
    this.#sources.clear()
  }

  /** Throws the AppErrors of `modelAccess`. */
  of(turn: Pick<Turn, 'by' | 'choice'>): ModelAccess | Promise<ModelAccess> {
    const { id: _, project_id, provider, model } = this.#core.row.thread
    const ask = { user_id: turn.by.id, project_id, thread: { provider, model }, choice: turn.choice }
    const name = JSON.stringify(ask)
    return fresh(this.#known, name) ?? this.#lookUp(name, ask)
  }

  async #lookUp(name: string, ask: ModelAsk): Promise<ModelAccess> {
    const remembered = fresh(this.#sources, ask.user_id) !== undefined
    const access = await modelAccess(this.#core.env, ask, this.#sourcesOf(ask.user_id)).catch((error: unknown) => {
      if (!remembered) throw error
      // a key may have been added a moment ago
      this.forget()
      return modelAccess(this.#core.env, ask, this.#sourcesOf(ask.user_id))
    })
    keep(this.#known, name, access)
    return access
  }

  /** The project's system prompt, as a person's next turn will have it. */
  async instructions(userId: string): Promise<string> {
    return (await this.#sourcesOf(userId)).project.instructions
  }

  #sourcesOf(user_id: string): Promise<ModelSources> {
    const known = fresh(this.#sources, user_id)
    if (known) return known
    const sources = modelSources(this.#core.env.DB, { user_id, project_id: this.#core.row.thread.project_id })
    keep(this.#sources, user_id, sources)
    return sources
  }
}

function fresh<Value>(kept: Map<string, Kept<Value>>, name: string): Value | undefined {
  const one = kept.get(name)
  return one && one.until > Date.now() ? one.value : undefined
}

/** Only a few are kept: the people and models of a moment. */
function keep<Value>(kept: Map<string, Kept<Value>>, name: string, value: Value): void {
  if (kept.size >= 20) kept.clear()
  kept.set(name, { value, until: Date.now() + KEEP_MS })
}
