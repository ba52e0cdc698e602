import { deleteHold, reduceHold } from '../../db/budget-holds.ts'
import { toNano } from '../../db/money.ts'
import { dropStatements, usageStatements, type UsageEntry } from '../../db/usage-entry.ts'
import { described, log } from '../../lib/log.ts'

/** Milliseconds between tries: the first few while the client waits for its answer's end, the others behind its back. */
const SOON = [0, 50, 200]
const LATER = [1_000, 3_000, 8_000, 15_000]

interface Background {
  waitUntil(work: Promise<unknown>): void
}

/**
 * Writes what a call takes at least, before its provider is asked: should nobody live to hear the answer, that much is in the
 * ledger. `writeUsage` replaces it, `dropUsage` takes it back. Never throws: a call without it is only less safe.
 */
export async function openUsage(db: D1Database, entry: UsageEntry, held: boolean): Promise<void> {
  const nano = entry.cost_usd === null ? 0 : toNano(entry.cost_usd)
  const booked = held ? [reduceHold(db, entry.id, nano, entry.usage.total_tokens)] : []
  await db.batch([...usageStatements(db, entry), ...booked]).catch((error: unknown) => {
    log('warn', 'a call has no row yet', { error: described(error) })
  })
}

/** Takes back the row of a call that took nothing, and what was held for it. Never throws. */
export async function dropUsage(db: D1Database, background: Background, entry: UsageEntry): Promise<void> {
  const drop = () => db.batch([...dropStatements(db, entry), deleteHold(db, entry.id)])
  if (await triedFor(drop, SOON)) return
  background.waitUntil(
    triedFor(drop, LATER).then((done) => {
      if (!done) log('error', 'usage was not taken back', { id: entry.id, user_id: entry.user_id })
    }),
  )
}

/**
 * Writes what a call took into the ledger and lets go of what was held for it. Answers after the row is there, or after a few tries;
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
