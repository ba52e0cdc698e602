import type { Message } from '#protocol/message.ts'
import { answerCost, plural } from '../../../lib/numbers.ts'
import { duration } from '../../../lib/time.ts'

/** From the question to the last word, in ms; undefined while it runs. */
export function tookMs(message: Message): number | undefined {
  if (message.timing) return message.timing.duration_ms
  return message.finished_at ? Date.parse(message.finished_at) - Date.parse(message.created_at) : undefined
}

/** What an answer cost, in words; null: there is nothing to say. */
export function costWords({
  provider,
  cost_usd,
  usage,
}: Pick<Message, 'provider' | 'cost_usd' | 'usage'>): string | null {
  if (provider === 'demo') return 'no cost'
  if (cost_usd === null) return usage ? 'price unknown' : null
  const cost = answerCost(cost_usd)
  return cost?.startsWith('$') && isEstimated(usage) ? `about ${cost}` : cost
}

export const isEstimated = (usage: Message['usage']): boolean => usage?.source === 'estimated'

/** Under an answer: tokens, cost and time, as far as they are known. */
export function answerFigures(message: Message): string {
  const { usage } = message
  const about = isEstimated(usage) ? 'about ' : ''
  const took = tookMs(message)
  return [
    usage?.total_tokens ? about + plural(usage.total_tokens, 'token') : null,
    costWords(message),
    took === undefined ? null : duration(Math.max(1000, took)),
  ]
    .filter(Boolean)
    .join(' · ')
}
