import { newId } from '../../protocol/ids.ts'
import type { Usage } from '../../protocol/usage.ts'
import type { UsageEntry } from '../../src/db/mirror.ts'
import type { RoomCore } from './core.ts'
import type { StoredMessage, Turn } from './rows.ts'

/** What the call for a title took. */
export function titleUsage(core: RoomCore, turn: Turn, spent: Spent): UsageEntry {
  return entry(core, { ...spent, id: newId(), message_id: turn.id, user_id: turn.by.id, purpose: 'title' })
}

/**
 * What an answer took. Made from the message whenever it goes to D1, under the message's own id: a repeat is the same row,
 * and the room keeps nothing twice.
 */
export function turnUsage(core: RoomCore, message: StoredMessage): UsageEntry[] {
  const { id, usage, request } = message
  if (!usage || !request?.by) return []
  return [entry(core, { ...message, usage, message_id: id, user_id: request.by, purpose: 'turn' })]
}

interface Spent {
  provider?: string
  model?: string
  usage: Usage
  cost_usd?: string | null
  finished_at?: string
}

type Whose = Pick<UsageEntry, 'id' | 'message_id' | 'user_id' | 'purpose'>

function entry(core: RoomCore, spent: Spent & Whose): UsageEntry {
  const { id: thread_id, project_id } = core.store.row!.thread
  const { id, message_id, user_id, purpose, provider = '', model = '', usage, cost_usd = null } = spent
  const created_at = spent.finished_at ?? new Date().toISOString()
  const cost_source = cost_usd === null ? null : 'provider'
  const key = { token_id: null, key_id: null, cost_source, price_version: null } as const
  return {
    id,
    user_id,
    project_id,
    thread_id,
    message_id,
    provider,
    model,
    purpose,
    usage,
    cost_usd,
    created_at,
    ...key,
  }
}
