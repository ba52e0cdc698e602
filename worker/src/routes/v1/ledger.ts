import { deleteHold } from '../../db/budget-holds.ts'
import { usageStatements, type UsageEntry } from '../../db/usage-entry.ts'
import { log } from '../../lib/log.ts'

/** Milliseconds between tries: the first few while the client waits for its answer's end, the others behind its back. */
const SOON = [0, 50, 200]
const LATER = [1_000, 3_000, 8_000, 15_000]

interface Background {
  waitUntil(work: Promise<unknown>): void
}

/**
 * Writes a call into the ledger and lets go of what was held for it. Answers after the row is there, or after a few tries;
 * then it is tried further in the background. A repeat writes nothing twice. Never throws.
 */
export async function writeUsage(
  db: D1Database,
  background: Background,
  entry: UsageEntry,
  held: boolean,
): Promise<void> {
  const statements = () => [...usageStatements(db, entry), ...(held ? [deleteHold(db, entry.id)] : [])]
  const write = () => db.batch(statements())
  if (await triedFor(write, SOON)) return
  background.waitUntil(
    triedFor(write, LATER).then((done) => {
      const { id, user_id, provider, model, usage, cost_usd } = entry
      if (!done) log('error', 'usage was not written', { id, user_id, provider, model, usage, cost_usd })
    }),
  )
}

/** Whether one of the tries worked. */
async function triedFor(write: () => Promise<unknown>, waits: number[]): Promise<boolean> {
  for (const ms of waits) {
    if (ms > 0) await scheduler.wait(ms)
    const done = await write().then(
      () => true,
      () => false,
    )
    if (done) return true
  }
  return false
}
