import { explanation, greeting, longRead, plan } from './scripts.ts'
import { toolUse, type DemoMessage, type ToolUse } from './tool-use.ts'

export interface DemoAnswer extends ToolUse {
  quick: boolean
}

/** Chooses a script by what the person wrote, and by what the tools said since. */
export function answerOf(messages: DemoMessage[], offered: string[]): DemoAnswer {
  const at = messages.findLastIndex(({ role }) => role === 'user')
  const asked = messages[at]?.content ?? ''
  if (isTold(messages, /\btitle\b/i)) return { words: titleOf(messages), quick: true }
  const use = isTold(messages, /\bsummarize\b/i) ? null : toolUse(asked, messages.slice(at + 1), offered)
  return { ...(use ?? { words: scriptFor(asked) }), quick: false }
}

function scriptFor(asked: string): string {
  if (/\b(plan|steps?|roadmap|todo)\b/i.test(asked)) return plan
  if (/\b(long|everything|many|tables|guide|tutorial|in detail)\b/i.test(asked)) return longRead
  if (/\b(stream\w*|explain|how|why|what|code|table|show)\b/i.test(asked)) return explanation
  return greeting
}

/** A request for a title or a summary comes from Edgewise itself, so the word stands in its instructions. */
function isTold(messages: DemoMessage[], what: RegExp): boolean {
  return messages.some(({ role, content }) => role === 'system' && what.test(content))
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
