import { cost } from '../../lib/dollars.ts'
import { tokens } from '../../lib/numbers.ts'
import type { Sum } from './sums.ts'

/** What the bars measure. */
export type Measure = 'cost' | 'tokens'
export const measures = [
  { value: 'cost', label: 'Cost' },
  { value: 'tokens', label: 'Tokens' },
] as const

export const valueOf = (measure: Measure, sum: Sum) => (measure === 'cost' ? sum.cost : sum.tokens)
export const valueWords = (measure: Measure, value: number) => (measure === 'cost' ? cost(value) : tokens(value))
export const unitWords = (measure: Measure, value: number) =>
  measure === 'cost' ? cost(value) : `${tokens(value)} tokens`

/** Beside a line of the scale: as many places as its step needs. */
export function tickWords(measure: Measure, value: number, step: number): string {
  if (measure === 'tokens') return tokens(value)
  const places = Math.min(9, Math.max(2, Math.ceil(-Math.log10(step / 1e9) - 1e-9)))
  return `$${(value / 1e9).toFixed(places)}`
}
/** The least step of a scale: one token, a billionth of a dollar. */
export const smallestStep = 1
