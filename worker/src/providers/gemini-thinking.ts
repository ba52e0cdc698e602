import { isGemini3 } from './gemini-messages.ts'
import type { ModelRequest } from './wire.ts'

type Effort = ModelRequest['options']['reasoning']

const budgets = { low: 1024, medium: 8192, high: 24_576 } as const

/**
 * What a model is told about thinking; null: nothing, since those that don't think refuse to be told. Those that do think
 * unasked as well, and then shall show it. https://ai.google.dev/gemini-api/docs/thinking
 */
export function geminiThinking(model: string, effort: Effort): Record<string, unknown> | null {
  if (!effort && !thinks(model)) return null
  if (!effort) return { includeThoughts: true }
  if (!isGemini3(model)) return { includeThoughts: true, thinkingBudget: budgets[effort] }
  return { includeThoughts: true, thinkingLevel: levelOf(model, effort) }
}

/** The first model with levels had but two. */
function levelOf(model: string, effort: NonNullable<Effort>): string {
  return effort === 'medium' && /gemini-3-pro/.test(model) ? 'high' : effort
}

export function thinks(model: string): boolean {
  return (
    /gemini-(2\.5|[3-9]|\d\d|(pro|flash|flash-lite)-latest)/.test(model) && !/image|tts|audio|live|embed/.test(model)
  )
}
