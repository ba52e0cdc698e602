import type { UsageRow } from '#protocol/rest/usage.ts'
import { cost, nano, type Nano } from '../../lib/dollars.ts'

export interface Sum {
  calls: number
  /** Whose price nobody knows: they are not in `cost`. */
  unpriced: number
  /** Whose tokens no provider reported. */
  estimated: number
  cost: Nano
  estimatedCost: Nano
  input: number
  cached: number
  output: number
  tokens: number
}
export const nothing: Sum = {
  calls: 0,
  unpriced: 0,
  estimated: 0,
  cost: 0,
  estimatedCost: 0,
  input: 0,
  cached: 0,
  output: 0,
  tokens: 0,
}

function plus(sum: Sum, row: UsageRow): Sum {
  return {
    calls: sum.calls + row.calls,
    unpriced: sum.unpriced + row.unpriced_calls,
    estimated: sum.estimated + row.estimated_calls,
    cost: sum.cost + nano(row.cost_usd),
    estimatedCost: sum.estimatedCost + nano(row.estimated_usd),
    input: sum.input + row.input_tokens,
    cached: sum.cached + row.cached_read_tokens,
    output: sum.output + row.output_tokens,
    tokens: sum.tokens + row.total_tokens,
  }
}

export const sumOf = (rows: readonly UsageRow[]): Sum => rows.reduce(plus, nothing)

/** Sums by whatever a row belongs to, the dearest first, then the largest. */
export function sumsBy(rows: readonly UsageRow[], keyOf: (row: UsageRow) => string): [string, Sum][] {
  const sums = new Map<string, Sum>()
  for (const row of rows) sums.set(keyOf(row), plus(sums.get(keyOf(row)) ?? nothing, row))
  return [...sums].sort(([, a], [, b]) => b.cost - a.cost || b.tokens - a.tokens)
}

/** What a row of a table cost, which may not be all that is known. */
export function costWords(sum: Sum): string {
  if (sum.calls > 0 && sum.unpriced === sum.calls) return 'price unknown'
  if (sum.unpriced > 0) return `at least ${cost(sum.cost)}`
  return cost(sum.cost)
}

/** The same in a sentence. */
export const costInWords = (sum: Sum) => (sum.cost === 0 && sum.unpriced === 0 ? 'no cost' : costWords(sum))

/** A model as the ledger names it: PROVIDER/MODEL; the model's own name may hold more of them. */
export function modelOf(group: string): { provider: string; model: string } {
  const at = group.indexOf('/')
  return { provider: group.slice(0, Math.max(0, at)), model: group.slice(at + 1) }
}
