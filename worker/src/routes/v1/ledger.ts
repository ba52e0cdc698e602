import { canceledCall, endedCall, openedCall } from '../../db/call-statements.ts'
import type { UsageEntry } from '../../db/usage-entry.ts'
import { described, log } from '../../lib/log.ts'

/** Milliseconds between tries: the first few while the client waits for its answer's end, the others behind its back. */
const SOON = [0, 50, 200]
const LATER = [1_000, 3_000, 8_000, 15_000]

interface Background {
  waitUntil(work: Promise<unknown>): void
}

/** Puts a call into the ledger before its provider is asked. Never throws: a call without it is only less safe. */
export async function openUsage(db: D1Database, entry: UsageEntry): Promise<void> {
  await db.batch(openedCall(db, entry)).catch((error: unknown) => {
    log('warn', 'a call has no row yet', { error: described(error) })
  })
}

/**
 * Writes what a call took into the ledger and lets go of what was held for it. Answers after the row is there, or after a few
 * tries; then it is tried further in the background. A repeat writes nothing twice. Never throws.
 */
export async function writeUsage(db: D1Database, background: Background, entry: UsageEntry): Promise<void> {
  const { id, user_id, provider, model, usage, cost_usd } = entry
  const lost = () => log('error', 'usage was not written', { id, user_id, provider, model, usage, cost_usd })
  await triedLong(() => db.batch(endedCall(db, entry)), background, lost)
}

/** Takes back the row of a call that took nothing, and what was held for it; in the same way. */
export async function dropUsage(db: D1Database, background: Background, entry: UsageEntry): Promise<void> {
  const lost = () => log('error', 'usage was not taken back', { id: entry.id, user_id: entry.user_id })
  await triedLong(() => db.batch(canceledCall(db, entry)), background, lost)
}

async function triedLong(write: () => Promise<unknown>, background: Background, lost: () => void): Promise<void> {
  if (await triedFor(write, SOON)) return
  background.waitUntil(triedFor(write, LATER).then((done) => done || lost()))
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
