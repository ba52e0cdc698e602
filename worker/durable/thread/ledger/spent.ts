import { newId } from '#protocol/ids.ts'
import { estimatedUsage } from '../../../src/agent/outcome.ts'
import type { ModelAccess } from '../../../src/models/model-access.ts'
import type { UsageEntry } from '../../../src/db/ledger/usage-entry.ts'
import { entryOf, type PaidRequest } from '../../../src/paid/paid-request.ts'
import type { RoomCore } from '../desk/core.ts'
import type { StoredMessage, Turn } from '../store/rows.ts'

/** A request of this thread to a model, as it is paid for. */
export function paidRequest(core: RoomCore, request: Omit<PaidRequest, 'project_id' | 'thread_id'>): PaidRequest {
  const { id: thread_id, project_id } = core.row.thread
  return { ...request, thread_id, project_id }
}

/** Puts what a request beside the conversation took into the outbox and the thread's sums. */
export function spend(core: RoomCore, entry: UsageEntry): void {
  core.row.outbox.usage.push(entry)
  core.spend(entry.usage, entry.cost_usd)
}

/** What was asked before a crash is billed by its provider, whoever hears the answer: the prompt, at least. */
export function spendLost(core: RoomCore, turn: Turn, access: ModelAccess, prompt: number): void {
  if (!turn.lost) return
  const { by, token_id = null, id: message_id } = turn
  for (let lost = turn.lost ?? 0; lost > 0; lost--) {
    const request = paidRequest(core, { id: newId(), purpose: 'turn', user_id: by.id, token_id, message_id, access })
    spend(core, entryOf(request, estimatedUsage(prompt, 0), null))
  }
  turn.lost = 0
  // at once: another crash would book them again
  core.commit()
}

/**
 * What an answer's steps took, a row for each. Made from the message whenever it goes to D1, under the step's own id: a repeat
 * is the same row, and the room keeps nothing twice.
 */
export function turnUsage(core: RoomCore, message: StoredMessage): UsageEntry[] {
  const { id: message_id, request, provider = '', model = '', steps = [] } = message
  if (!request?.by || !core.store.row) return []
  const { id: thread_id, project_id } = core.store.row.thread
  const whose = { user_id: request.by, token_id: request.token_id ?? null, thread_id, project_id, message_id }
  return steps.flatMap(({ id, usage, cost_usd, ended_at: created_at, paid }): UsageEntry[] => {
    if (!usage) return []
    const { billed, ...payee } = paid ?? { key_id: null, cost_source: null, price_version: null }
    const what = { provider, model, purpose: 'turn' as const, usage: billed ?? usage, cost_usd }
    return [{ id, ...whose, ...what, ...payee, created_at }]
  })
}
