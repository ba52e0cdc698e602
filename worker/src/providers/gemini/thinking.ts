import { isGemini3 } from './messages.ts'
import type { GeminiThinking } from './sdk-types.ts'
import { leavesNoRoom } from '../asking/short-answer.ts'
import type { ModelRequest } from '../wire.ts'

type Effort = NonNullable<ModelRequest['options']['reasoning']>

const budgets: Record<Effort, number> = { low: 1024, medium: 8192, high: 24_576 }
/** Every model that thinks accepts this much. */
const LEAST_BUDGET = 512
/** Part of the output that thoughts may take when both together are limited. */
const THINKING_SHARE = 0.8

/**
 * What a model is told about thinking; null: nothing, since those that don't think refuse to be told. Those that do think
 * unasked as well, and then shall show it. https://ai.google.dev/gemini-api/docs/thinking
 */
export function geminiThinking({ model, options }: ModelRequest): GeminiThinking | null {
  const { reasoning, max_tokens } = options
  if (reasoning) return { includeThoughts: true, ...asMuch(model, reasoning, max_tokens) }
  if (!thinks(model)) return null
  return leavesNoRoom(options) ? asLittle(model) : { includeThoughts: true }
}

function asMuch(model: string, effort: Effort, max_tokens = Infinity): GeminiThinking {
  if (isGemini3(model)) return { thinkingLevel: levelOf(model, effort) }
  const room = Math.floor(max_tokens * THINKING_SHARE)
  return { thinkingBudget: Math.max(LEAST_BUDGET, Math.min(budgets[effort], room)) }
}

/** The first model with levels had but two. */
function levelOf(model: string, effort: Effort): Effort {
  return effort === 'medium' && /gemini-3-pro/.test(model) ? 'high' : effort
}

/** Pro models always think, and from 3.7 on the larger Flash models do. */
function asLittle(model: string): GeminiThinking {
  if (isGemini3(model)) return { thinkingLevel: hardlyThinks(model) ? 'minimal' : 'low' }
  return { thinkingBudget: model.includes('pro') ? 128 : 0 }
}

export function thinks(model: string): boolean {
  return (
    /gemini-(2\.5|[3-9]|\d\d|(pro|flash|flash-lite)-latest)/.test(model) && !/image|tts|audio|live|embed/.test(model)
  )
}

function hardlyThinks(model: string): boolean {
  return /flash-lite|gemini-3(\.[0-6])?-flash/.test(model)
}
