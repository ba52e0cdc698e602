import { counterOf, messageTokens, type TokenCounter } from '../agent/prompt/tokens.ts'
import type { ModelRequest } from '../providers/wire.ts'

/** An estimate may be a third too low, and what is held must not be. */
const CAUTION = 1.35

/** How many tokens a prompt is, tools included, by a counter. */
export function promptTokens(request: ModelRequest, counter: TokenCounter): number {
  const tools = request.tools ? counter.count(JSON.stringify(request.tools)) : 0
  return request.messages.reduce((sum, message) => sum + messageTokens(message, counter), tools)
}

/** The most that a prompt is likely to be: what is set aside for it. */
export async function promptTokensAtMost(request: ModelRequest): Promise<number> {
  const counter = await counterOf(request.model)
  const tokens = promptTokens(request, counter)
  return counter.source === 'counted' ? tokens : Math.ceil(tokens * CAUTION)
}
