import { explanation, greeting, longRead, plan } from './scripts.ts'

export interface DemoMessage {
  role: string
  content: string
}

export interface DemoAnswer {
  words: string
  quick: boolean
}

/** Chooses a script by what the person wrote. */
export function answerOf(messages: DemoMessage[]): DemoAnswer {
  const asked = messages.findLast((message) => message.role === 'user')?.content ?? ''
  if (asksForTitle(messages)) return { words: titleOf(messages), quick: true }
  return { words: scriptFor(asked), quick: false }
}

function scriptFor(asked: string): string {
  if (/\b(plan|steps?|roadmap|todo)\b/i.test(asked)) return plan
  if (/\b(long|everything|many|tables|guide|tutorial|in detail)\b/i.test(asked)) return longRead
  if (/\b(stream\w*|explain|how|why|what|code|table|show)\b/i.test(asked)) return explanation
  return greeting
}

/** A request for a title comes from Edgewise itself, so the word stands in its instructions. */
function asksForTitle(messages: DemoMessage[]): boolean {
  return messages.some((message) => message.role === 'system' && /\btitle\b/i.test(message.content))
}

function titleOf(messages: DemoMessage[]): string {
  const asked = messages.find((message) => message.role === 'user')?.content ?? ''
  const words = asked
    .replace(/^Person: /, '')
    .split('\n', 1)[0]!
    .replace(/[^\p{L}\p{N}\s'-]/gu, ' ')
    .trim()
    .split(/\s+/)
    .slice(0, 5)
    .join(' ')
  return `Demo: ${words || 'a scripted walk'}`.slice(0, 60)
}
