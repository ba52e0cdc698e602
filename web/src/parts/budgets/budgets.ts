import type { Budget, BudgetPeriod } from '#protocol/budget.ts'
import { unreachable } from '#protocol/unreachable.ts'
import { cost, nano } from '../../lib/dollars.ts'
import { tokens } from '../../lib/numbers.ts'

/** a day, a month, in all */
export function periodWords(period: BudgetPeriod): string {
  switch (period) {
    case 'day':
      return 'a day'
    case 'month':
      return 'a month'
    case 'total':
      return 'in all'
    default:
      return unreachable(period)
  }
}

/** What is running of it: today, this month, in all */
export function nowWords(period: BudgetPeriod): string {
  switch (period) {
    case 'day':
      return 'today'
    case 'month':
      return 'this month'
    case 'total':
      return 'in all'
    default:
      return unreachable(period)
  }
}

export interface Limit {
  unit: 'dollars' | 'tokens'
  spent: number
  limit: number
  /** Of the limit; 1 is all of it. */
  share: number
  /** $9.60 */
  spentWords: string
  /** $20.00, or 2.00M tokens */
  limitWords: string
}

/** What a budget limits: dollars, tokens or both. */
export function limitsOf(budget: Pick<Budget, 'limit_usd' | 'limit_tokens' | 'spent_usd' | 'spent_tokens'>): Limit[] {
  const limits: Limit[] = []
  if (budget.limit_usd !== null) {
    const [spent, limit] = [nano(budget.spent_usd), nano(budget.limit_usd)]
    const words = { spentWords: cost(spent), limitWords: cost(limit) }
    limits.push({ unit: 'dollars', spent, limit, share: shareOf(spent, limit), ...words })
  }
  if (budget.limit_tokens !== null) {
    const [spent, limit] = [budget.spent_tokens, budget.limit_tokens]
    const words = { spentWords: tokens(spent), limitWords: `${tokens(limit)} tokens` }
    limits.push({ unit: 'tokens', spent, limit, share: shareOf(spent, limit), ...words })
  }
  return limits
}

/** A limit of nothing is used up from the start. */
const shareOf = (spent: number, limit: number) => (limit > 0 ? spent / limit : 1)

/** Whole percent, never 100 before it is all gone. */
export const percent = (share: number) => (share < 1 ? Math.min(99, Math.round(share * 100)) : Math.floor(share * 100))

/** Dollars as a person types them: 20, 12.5, $1,000. Undefined when it is no sum; null when it is empty. */
export function readDollars(text: string): string | null | undefined {
  const plain = text
    .trim()
    .replace(/^\$\s*/, '')
    .replaceAll(',', '')
  if (plain === '') return null
  return /^\d{1,7}(\.\d{1,9})?$/.test(plain) ? plain : undefined
}

/** Tokens as a person types them: 500000, 500,000, 500k, 1.5M. Undefined when it is no count; null when it is empty. */
export function readTokens(text: string): number | null | undefined {
  const plain = text.trim().replaceAll(',', '')
  if (plain === '') return null
  const [, digits, unit = ''] = /^(\d{1,15}(?:\.\d{1,6})?)\s*([kKmM]?)$/.exec(plain) ?? []
  if (!digits || (digits.includes('.') && !unit)) return undefined
  const factor = { '': 1, k: 1000, m: 1_000_000 }[unit.toLowerCase()]!
  return Math.round(Number(digits) * factor)
}

/** A limit as it stands in its field: 20, 12.50, 0.005. */
export function dollarsText(usd: string | null): string {
  const [whole = '', places = ''] = (usd ?? '').split('.')
  const kept = places.replace(/0+$/, '')
  return kept ? `${whole}.${kept.padEnd(2, '0')}` : whole
}
