import type { Budget, BudgetPause } from '#protocol/budget.ts'
import type { Usage } from '#protocol/usage.ts'
import { fromNano, toNano } from '../db/ledger/money.ts'
import type { PricedModel } from '../providers/prices/prices.ts'
import { holdBudget } from './hold.ts'

/** A request to a model before it is made: who pays, and what it may take. */
export interface Expected {
  id: string
  user_id: string
  project_id: string
  token_id: string | null
  pricing: PricedModel | null
  input_tokens: number
  /** Tokens that the answer may have at most; null: nobody limited it. */
  max_tokens: number | null
}

/** Tokens of an answer that nobody limited: what a budget must have left for a request to begin. */
const USUAL_ANSWER = 200
/** What is held for an answer that nobody limited. */
const LONG_ANSWER = 32_000
/** A person, a project and a token, each with a day, a month and a total; and as often again for what others hold. */
const TRIES = 18

/**
 * Holds what a request may take, so that others can't take it meanwhile. Where a budget has less left than the longest answer, the
 * answer is limited to what it has (`max_tokens`; null: no limit is needed): a budget is never passed. Where not even a usual
 * answer is left, nothing is held and `pause` says which budget it was. The hold ends with `releaseHold`.
 */
export async function afford(
  db: D1Database,
  expected: Expected,
): Promise<{ pause: BudgetPause } | { max_tokens: number | null }> {
  const longest = expected.max_tokens ?? LONG_ANSWER
  const least = Math.min(longest, USUAL_ANSWER)
  let answer = longest
  for (let tried = 0; ; tried++) {
    const passed = await holdBudget(db, holdOf(expected, answer))
    if (!passed) return { max_tokens: answer < longest ? answer : null }
    const left = answerLeft(expected, passed)
    // it would be enough, but requests under way hold some of it
    const next = left < answer ? left : Math.floor(answer / 2)
    if (next < least || tried === TRIES) return { pause: pauseOf(expected, passed, least) }
    answer = next
  }
}

function holdOf({ id, user_id, project_id, token_id, ...request }: Expected, answer: number) {
  return {
    id,
    user_id,
    project_id,
    token_id,
    nano: nanoOf(request, answer) ?? 0,
    tokens: request.input_tokens + answer,
  }
}

/** Tokens of an answer that what is left of a budget pays for. */
function answerLeft(request: Expected, budget: Budget): number {
  const left = [Number.MAX_SAFE_INTEGER]
  if (budget.limit_tokens !== null) left.push(budget.limit_tokens - budget.spent_tokens - request.input_tokens)
  const input = nanoOf(request, 0)
  const thousand = nanoOf(request, 1_000)
  if (budget.limit_usd !== null && input !== null && thousand !== null && thousand > input) {
    const nano = toNano(budget.limit_usd) - toNano(budget.spent_usd) - input
    left.push(Math.floor((nano * 1_000) / (thousand - input)))
  }
  return Math.min(...left)
}

function pauseOf(request: Expected, budget: Budget, answer: number): BudgetPause {
  const nano = nanoOf(request, answer)
  const expected_usd = nano === null ? null : fromNano(nano)
  return { budget, expected_usd, expected_tokens: request.input_tokens + answer }
}

function nanoOf(
  { pricing, input_tokens }: Pick<Expected, 'pricing' | 'input_tokens'>,
  output_tokens: number,
): number | null {
  const nothing = { cached_read_tokens: 0, cache_write_tokens: 0, reasoning_tokens: 0 }
  const total_tokens = input_tokens + output_tokens
  const usage: Usage = { ...nothing, input_tokens, output_tokens, total_tokens, source: 'estimated' }
  return pricing && toNano(pricing.cost(usage))
}
