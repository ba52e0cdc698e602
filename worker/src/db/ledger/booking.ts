import { deleteHold, reduceHold } from './budget-holds.ts'
import { toNano } from './money.ts'
import { dropStatements, usageStatements, type UsageEntry } from './usage-entry.ts'

/**
 * Books what a request to a model takes at least, before its provider is asked: should nobody live to hear the answer, that much is in the
 * ledger. What is booked isn't held in a budget too. In one batch, like the two below.
 */
export function bookOpened(db: D1Database, entry: UsageEntry): D1PreparedStatement[] {
  const nano = entry.cost_usd === null ? 0 : toNano(entry.cost_usd)
  return [...usageStatements(db, entry), reduceHold(db, entry.id, nano, entry.usage.total_tokens)]
}

/** What the request took replaces what was booked; nothing is held for it any more. */
export function bookEnded(db: D1Database, entry: UsageEntry): D1PreparedStatement[] {
  return [...usageStatements(db, entry), deleteHold(db, entry.id)]
}

/** It took nothing: neither a row nor a hold stays. */
export function bookCanceled(db: D1Database, entry: UsageEntry): D1PreparedStatement[] {
  return [...dropStatements(db, entry), deleteHold(db, entry.id)]
}
