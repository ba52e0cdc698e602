import type { Budget } from '#protocol/budget.ts'
import { deleteHold, insertHold, type BudgetHold } from '../db/ledger/budget-holds.ts'
import { shownBudget } from '../db/ledger/budgets.ts'

/**
 * Sets aside what a request may take (dollars in billionths, and tokens) from every budget over its person, project and token.
 * Answers null when it is held, else the budget that the request would pass; then nothing is held. A hold ends with `releaseHold`, or by itself after 15 minutes. The same id again replaces its hold.
 */
export async function holdBudget(db: D1Database, hold: BudgetHold): Promise<Budget | null> {
  const passed = await insertHold(db, hold)
  return passed && shownBudget(passed, new Date())
}

/** Ends a hold, once the request's row is in the ledger. Doing it twice does nothing. */
export async function releaseHold(db: D1Database, id: string): Promise<void> {
  await deleteHold(db, id).run()
}
