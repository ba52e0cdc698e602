import type { Budget, BudgetPause } from '#protocol/budget.ts'
import { answerCost, money, tokens } from '../../../lib/numbers.ts'
import { clock, day } from '../../../lib/time.ts'

const periods = { day: 'today', month: 'this month', total: 'in all' }

/** Whose budget it is. `me` is the id of who reads. */
export function budgetOwner({ scope, label, target_id }: Budget, me: string): string {
  if (scope === 'person') return target_id === me ? 'Your budget' : `${label}’s budget`
  return scope === 'project' ? `The budget of ${label}` : `The budget of the token ${label}`
}

/** `$9.60 of $10.00 is spent this month.`, or in tokens where they are the limit. */
export function spentWords(budget: Budget): string {
  const { limit_usd, limit_tokens, spent_usd, spent_tokens, period } = budget
  const parts = []
  if (limit_usd !== null) parts.push(`${small(spent_usd, limit_usd)} of ${money(limit_usd)}`)
  if (limit_tokens !== null) parts.push(`${tokens(spent_tokens)} of ${tokens(limit_tokens)} tokens`)
  const isOne = parts.length === 1 && limit_usd !== null
  return `${parts.join(' and ')} ${isOne ? 'is' : 'are'} spent ${periods[period]}.`
}

/** `This turn is expected to take about $0.55 (82k tokens).` */
export function expectedWords({ expected_usd, expected_tokens, budget }: BudgetPause): string {
  const cost = Number(expected_usd) < 0.01 ? answerCost(expected_usd) : money(expected_usd ?? 0)
  const size = `${tokens(expected_tokens)} tokens`
  if (cost === null) return `This turn is expected to take about ${size}; its price is unknown.`
  if (budget.limit_usd === null) return `This turn is expected to take about ${size}.`
  return `This turn is expected to take ${cost.startsWith('$') ? `about ${cost}` : cost} (${size}).`
}

/** Who may let a turn pass, for whom may not. */
export const whoMayAllow = ({ scope }: Budget): string =>
  scope === 'project' ? 'An owner of the project can allow it once' : 'An administrator can allow it once'

export function resetWords({ resets_at, period }: Budget): string {
  if (resets_at === null) return ''
  return `It starts anew ${period === 'day' ? `at ${clock(resets_at)}` : `on ${day(resets_at)}`}.`
}

/** What is spent of a budget below a dollar: rounded to a cent it would look spent before it is. */
function small(usd: string, limit: string): string {
  const isSmall = Number(limit) < 1 && Number(usd) > 0
  return isSmall ? `$${Number(usd).toFixed(4)}` : money(usd)
}
