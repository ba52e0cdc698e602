import { bookCanceled, bookEnded, bookOpened } from '../db/ledger/booking.ts'
import type { UsageEntry } from '../db/ledger/usage-entry.ts'
import { described, log } from '../lib/log.ts'

/** Where a paid request is booked. None of it throws: what can't be written now is tried again behind the answer's back. */
export interface Books {
  /** Books its prompt alone, while its provider is asked: a crash then leaves a row. */
  opened(entry: UsageEntry): Promise<void>
  /** What it took replaces what was booked, and nothing is held for it any more. A repeat changes nothing. */
  ended(entry: UsageEntry): Promise<void>
  /** It took nothing: neither a row nor a hold stays. */
  canceled(entry: UsageEntry): Promise<void>
}

/** Milliseconds between tries: the first few while somebody waits for the answer's end, the others in the background. */
const SOON = [0, 50, 200]
const LATER = [1_000, 3_000, 8_000, 15_000]

interface Background {
  waitUntil(work: Promise<unknown>): void
}

/** The ledger in D1, written at once. */
export function ledger(db: D1Database, background: Background): Books {
  const keepTrying = async (statements: D1PreparedStatement[], lost: () => void) => {
    if (await triedFor(() => db.batch(statements), SOON)) return
    background.waitUntil(triedFor(() => db.batch(statements), LATER).then((done) => done || lost()))
  }
  return {
    async opened(entry) {
      const written = db.batch(bookOpened(db, entry)).then(
        () => undefined,
        (error: unknown) => log('warn', 'a request has no row yet', { error: described(error) }),
      )
      background.waitUntil(written)
      await written
    },
    ended(entry) {
      const { id, user_id, provider, model, usage, cost_usd } = entry
      const lost = () => log('error', 'usage was not written', { id, user_id, provider, model, usage, cost_usd })
      return keepTrying(bookEnded(db, entry), lost)
    },
    canceled(entry) {
      const lost = () => log('error', 'usage was not taken back', { id: entry.id, user_id: entry.user_id })
      return keepTrying(bookCanceled(db, entry), lost)
    },
  }
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
