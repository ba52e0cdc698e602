import type { ThreadSeed } from '../../../src/doors.ts'
import type { RoomCore } from '../desk/core.ts'
import { emptyOutbox } from '../ledger/outbox.ts'
import { freshRow } from '../store/rows.ts'

/** Makes the room of a new thread. */
export function newRoom(core: RoomCore, seed: ThreadSeed): void {
  const now = new Date().toISOString()
  const { id, project_id, provider, model } = seed
  core.store.row = {
    thread: {
      id,
      project_id,
      title: seed.title ?? '',
      title_source: seed.title === null ? 'provisional' : 'person',
      provider,
      model,
      summary: null,
      archived: false,
      message_count: 0,
      total_tokens: 0,
      cost_usd: '0.000000000',
      summarized_at: null,
      summary_count: 0,
      needs_summary: false,
      created_at: now,
      last_activity_at: now,
    },
    leaf: null,
    seq: 0,
    running: null,
    queue: [],
    outbox: emptyOutbox(),
    sending: null,
    reads: {},
    sends: {},
    deleted_at: null,
    ...freshRow,
  }
  for (const { branch: _, ...message } of seed.messages ?? []) core.keep(message)
  core.select(seed.messages?.at(-1)?.id ?? null)
  core.commit()
}
