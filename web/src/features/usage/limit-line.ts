import type { Budget } from '#protocol/budget.ts'
import { limitsOf } from '../../parts/budgets/budgets.ts'
import { unitWords, type Measure } from './measure.ts'
import type { Period } from './period.ts'

export interface LimitLine {
  value: number
  words: string
}

/** Words of 12 px, about. */
const LETTER = 6.1
/** What the words over the line take, from it upwards. */
const WORDS_HIGH = 18

/**
 * Whether the words at the right end of the line would stand on bars or their figures; then they are said beside the title.
 * `top` of a bar is where it, or what is written over it, begins.
 */
export function isCovered(
  words: string,
  line: { y: number; end: number },
  bars: readonly { start: number; end: number; top: number; bottom: number }[],
): boolean {
  const start = line.end - words.length * LETTER - 4
  return bars.some((bar) => bar.end > start && bar.top < line.y && bar.bottom > line.y - WORDS_HIGH)
}

/** Your own budget as a line across the bars: of a day, or what a day of the month may take. */
export function limitLine(budgets: readonly Budget[], period: Period, measure: Measure): LimitLine | undefined {
  const limitOf = (wanted: Budget['period']) => {
    const own = budgets.find((one) => one.scope === 'person' && one.period === wanted)
    return own && limitsOf(own).find((limit) => (limit.unit === 'dollars') === (measure === 'cost'))?.limit
  }
  const month = limitOf('month')
  if (period.kind === 'year')
    return month ? { value: month, words: `Budget ${unitWords(measure, month)} a month` } : undefined
  const day = limitOf('day')
  if (day) return { value: day, words: `Budget ${unitWords(measure, day)} a day` }
  if (!month) return undefined
  const value = Math.round(month / daysInMonth(period.to))
  return { value, words: `${unitWords(measure, value)} a day would use the whole budget` }
}

function daysInMonth(day: string): number {
  return new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0)).getUTCDate()
}
