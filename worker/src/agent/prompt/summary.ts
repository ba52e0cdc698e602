import type { PromptMessage } from '../../providers/wire.ts'
import { messageTokens, type TokenCounter } from './tokens.ts'

const INSTRUCTIONS = `Summarize the conversation so that it can go on from your summary alone: what was wanted, what was decided and why, facts, names, figures, code and file names that matter, and what is still open. Write in the language of the conversation, at most 400 words, no introduction. Then one last line "Topics:" with three to six key topics, separated by commas.`

export interface SummaryPart {
  messages: PromptMessage[]
  /** How many of the messages it covers. */
  covered: number
}

/**
 * The request for a summary of as many of the oldest messages as fit a budget of tokens, going on from an earlier summary.
 * What doesn't fit is for the next request: a long conversation is summarized part by part.
 */
export function summaryPart(
  before: string | null,
  oldestFirst: { name: string; text: string }[],
  budget: number,
  counter: TokenCounter,
): SummaryPart {
  const head = before === null ? '' : `Summary so far:\n\n${before}\n\nWhat followed:\n\n`
  let left = budget - counter.count(INSTRUCTIONS) - counter.count(head) - 20
  const said: string[] = []
  for (const { name, text } of oldestFirst) {
    const whole = `${name}: ${text}`
    left -= counter.count(whole) + 2
    if (left >= 0) said.push(whole)
    // one that is longer than the whole window is told by its beginning
    else if (said.length === 0) said.push(shortened(whole, budget, counter))
    if (left < 0) break
  }
  const messages: PromptMessage[] = [
    { role: 'system', content: INSTRUCTIONS },
    { role: 'user', content: head + said.join('\n\n') },
  ]
  return { messages, covered: said.length }
}

function shortened(text: string, budget: number, counter: TokenCounter): string {
  let chars = text.length
  const fits = () => messageTokens({ role: 'user', content: text.slice(0, chars) }, counter) <= budget / 2
  while (chars > 200 && !fits()) chars = Math.floor(chars / 2)
  return `${text.slice(0, chars)} […]`
}

const TOPICS_MAX = 8

/** A model's words as a summary: small models forget the last line, or dress it up. */
export function readSummary(words: string): { text: string; key_topics: string[] } {
  const found = /(?:^|\n)[*#\s]*(?:key )?topics[*:\s]+([^\n]+)\s*$/i.exec(words.trim())
  const text = (found ? words.trim().slice(0, found.index) : words).trim()
  const key_topics = (found?.[1] ?? '')
    .split(/[,;]/)
    .map((topic) => topic.replace(/^[\s*"-]+|[\s*".]+$/g, ''))
    .filter((topic) => topic !== '' && topic.length <= 80)
  return { text, key_topics: key_topics.slice(0, TOPICS_MAX) }
}
