import type { Context, Thread } from '#protocol/thread.ts'
import { cost, nano } from '../../../lib/dollars.ts'
import { plural, tokens, windowSize } from '../../../lib/numbers.ts'

/** `82k of 200k`; without a known window only what is used. */
export function usedWords({ used, total, source }: Context): string {
  const about = source === 'estimated' && used > 0 ? 'about ' : ''
  return about + (total === null ? tokenWords(used) : `${tokens(used)} of ${windowSize(total)}`)
}
const tokenWords = (count: number) => `${tokens(count)} ${count === 1 ? 'token' : 'tokens'}`

const severities = { ok: 'room left', warning: 'nearly full', critical: 'full' }
export function severityWords({ severity, cut, percentage }: Context): string {
  if ((percentage ?? 0) > 100) return 'more than it reads'
  return severity === 'ok' && (cut?.messages ?? 0) > 0 ? 'the oldest messages leave' : severities[severity]
}

/** The same for who can't see it, with the state in words. */
export function contextLabel(context: Context): string {
  if (context.total === null) return `Context: ${usedWords(context)}; how much this model can read is unknown`
  const share = context.percentage === null ? '' : `, ${Math.round(context.percentage)}%`
  return `Context: ${usedWords(context)} tokens${share}, ${severityWords(context)}`
}

/** What the next prompt won't hold any more, one line each, in the order in which it goes. */
export function cutWords(cut: Context['cut']): string[] {
  if (!cut) return []
  const lines = []
  if (cut.tool_outputs > 0) lines.push(`${plural(cut.tool_outputs, 'old output')} of tools`)
  if (cut.summarized > 0) lines.push(`${plural(cut.summarized, 'message')} that the summary stands for`)
  if (cut.messages > 0) lines.push(cut.messages === 1 ? 'the first message' : `the first ${cut.messages} messages`)
  return lines
}

/** `a, b and c` */
export function listed(lines: readonly string[]): string {
  return lines.length < 2 ? lines.join('') : `${lines.slice(0, -1).join(', ')} and ${lines.at(-1)}`
}

/** What a thread has cost; null: nothing, or nobody knows. */
export function sumWords({ cost_usd }: Pick<Thread, 'cost_usd'>): string | null {
  const sum = nano(cost_usd)
  return sum > 0 ? cost(sum) : null
}
