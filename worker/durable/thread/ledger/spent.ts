import { newId } from '#protocol/ids.ts'
import type { Usage } from '#protocol/usage.ts'
import { estimatedUsage } from '../../../src/agent/outcome.ts'
import type { ModelAccess } from '../../../src/models/model-access.ts'
import type { UsageEntry } from '../../../src/db/usage-entry.ts'
import type { RoomCore } from '../desk/core.ts'
import type { Paid, StoredMessage, Turn } from '../store/rows.ts'

/** Who is paid for a call: the provider's own figure stands over the list's. */
export function paidFor(access: ModelAccess, cost_usd: string | null, reported: string | null): Paid {
  const cost_source = cost_usd === null ? null : reported === null ? 'list' : 'provider'
  return { key_id: access.key_id, cost_source, price_version: cost_source === 'list' ? access.price_version : null }
}

interface SideSpent {
  id: string
  purpose: 'title' | 'summary' | 'turn'
  user_id: string
  token_id?: string | null
  message_id: string
  usage: Usage
  /** As the provider reported it; null: it didn't. */
  cost_usd: string | null
}

/** Puts what a call beside the conversation took into the outbox and the thread's sums. */
export function spendBeside(core: RoomCore, access: ModelAccess, call: SideSpent): void {
  const entry = sideEntry(core, access, call)
  core.row.outbox.usage.push(entry)
  core.spend(entry.usage, entry.cost_usd)
}

/** The row of a call beside the conversation. */
export function sideEntry(core: RoomCore, access: ModelAccess, call: SideSpent): UsageEntry {
  const cost_usd = call.cost_usd ?? access.pricing?.cost(call.usage) ?? null
  const { provider, model } = access
  const paid = paidFor(access, cost_usd, call.cost_usd)
  return { ...whose(core), ...call, ...paid, provider, model, cost_usd, created_at: new Date().toISOString() }
}

/** What was asked before a crash is billed by its provider, whoever hears the answer: the prompt, at least. */
export function spendLost(core: RoomCore, turn: Turn, access: ModelAccess, prompt: number): void {
  for (; (turn.lost ?? 0) > 0; turn.lost!--) {
    const usage = estimatedUsage(prompt, 0)
    const whose = { user_id: turn.by.id, token_id: turn.token_id ?? null, message_id: turn.id }
    spendBeside(core, access, { ...whose, id: newId(), purpose: 'turn', usage, cost_usd: null })
  }
}

/**
 * What an answer took. Made from the message whenever it goes to D1, under the message's own id: a repeat is the same row,
 * and the room keeps nothing twice.
 */
export function turnUsage(core: RoomCore, message: StoredMessage): UsageEntry[] {
  const { id, request, provider = '', model = '', cost_usd = null } = message
  const { billed, ...paid } = message.paid ?? { key_id: null, cost_source: null, price_version: null }
  const usage = billed ?? message.usage
  if (!usage || !request?.by) return []
  const created_at = message.finished_at ?? message.created_at
  const call = {
    id,
    message_id: id,
    user_id: request.by,
    purpose: 'turn',
    provider,
    model,
    usage,
    cost_usd,
    created_at,
  } as const
  return [{ ...whose(core), token_id: request.token_id ?? null, ...paid, ...call }]
}

function whose(core: RoomCore) {
  const { id: thread_id, project_id } = core.store.row!.thread
  return { thread_id, project_id, token_id: null }
}
