import type { BudgetPause } from '#protocol/budget.ts'
import { afford } from '../budget/afford.ts'
import type { PaidRequest } from './paid-request.ts'

/**
 * Holds what a request may take of every budget over it. `max_tokens`: what is left allows an answer of so many (null: no limit is
 * needed). `pause`: the budget that it would pass; nothing is held then.
 */
export function holdFor(
  db: D1Database,
  { access, ...whose }: PaidRequest,
  expected: { input_tokens: number; max_tokens: number | null },
): Promise<{ pause: BudgetPause } | { max_tokens: number | null }> {
  return afford(db, { ...whose, pricing: access.pricing, ...expected })
}

const WHOSE = { person: 'the account', project: 'the project', token: 'the access token' }
const SPAN = { day: 'today', month: 'this month', total: 'in all' }

/** Why a request was not made, in words and figures. */
export function budgetWords({ budget, expected_usd, expected_tokens }: BudgetPause): string {
  const { scope, label, period, limit_usd, limit_tokens, spent_usd, spent_tokens } = budget
  const limits = [
    limit_usd === null ? null : `$${spent_usd} of $${limit_usd}`,
    limit_tokens === null ? null : `${spent_tokens} of ${limit_tokens} tokens`,
  ].filter((words) => words !== null)
  const cost = expected_usd === null ? '' : ` and $${expected_usd}`
  return `This would pass the budget of ${WHOSE[scope]} “${label}”: ${limits.join(' and ')} spent ${SPAN[period]}, and this is expected to take ${expected_tokens} tokens${cost} at least.`
}
