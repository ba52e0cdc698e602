import type { StepPorts } from '../../src/agent/step.ts'
import { modelAccess, type ModelAccess, type ModelAsk } from '../../src/auth/model-access.ts'
import { settings } from '../../src/lib/settings.ts'
import { registry } from '../../src/providers/registry.ts'
import type { RoomCore } from './core.ts'
import type { Turn } from './rows.ts'

/** How long a looked-up model and key are used again: a conversation asks D1 once, and a deleted key still ends soon. */
const KEEP_MS = 15_000

/** Which model answers a turn, with what key; remembered for a few seconds so that a quick exchange doesn't ask D1 each time. */
export class AccessCache {
  readonly #core: RoomCore
  readonly #known = new Map<string, { access: ModelAccess; until: number }>()

  constructor(core: RoomCore) {
    this.#core = core
  }

  /** Throws the AppErrors of `modelAccess`. */
  of(turn: Turn): ModelAccess | Promise<ModelAccess> {
    const { id: _, project_id, provider, model } = this.#core.row.thread
    const ask = { user_id: turn.by.id, project_id, thread: { provider, model }, choice: turn.choice }
    const name = JSON.stringify(ask)
    const known = this.#known.get(name)
    if (known && known.until > Date.now()) return known.access
    return this.#lookUp(name, ask)
  }

  async #lookUp(name: string, ask: ModelAsk): Promise<ModelAccess> {
    const access = await modelAccess(this.#core.env, ask)
    this.#known.clear()
    this.#known.set(name, { access, until: Date.now() + KEEP_MS })
    return access
  }

  ports(access: ModelAccess): StepPorts {
    const plugin = registry[access.provider]!
    const silence_ms = settings(this.#core.env).LIMIT_SILENCE_SECONDS * 1000
    return { fetch: plugin.fetch, wire: plugin.wire, credentials: access.credentials, silence_ms }
  }
}
