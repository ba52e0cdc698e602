import type { Budget } from '#protocol/budget.ts'
import { deleteHold, insertHold, type BudgetHold } from '../db/budget-holds.ts'
import { shownBudget } from '../db/budgets.ts'

/**
 * Sets aside what a call may take (dollars in billionths, and tokens) from every budget over its person, project and token.
 * Answers null when it is held, else the budget that the call would pass; then nothing is held. `anyway`: a person has
 * allowed it once. A hold ends with `releaseHold`, or by itself after 15 minutes. The same id again replaces its hold.
 */
export async function holdBudget(db: D1Database, hold: BudgetHold, anyway = false): Promise<Budget | null> {
  const passed = await insertHold(db, hold, anyway)
  return passed && shownBudget(passed, new Date())
}

/** To be called after the call's row is in the ledger. Doing it twice does nothing. */
export async function releaseHold(db: D1Database, id: string): Promise<void> {
  await deleteHold(db, id).run()
}
