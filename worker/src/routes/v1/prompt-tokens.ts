import { counterOf, estimate, messageTokens, type TokenCounter } from '../../agent/tokens.ts'
import type { ModelRequest } from '../../providers/wire.ts'

/** An estimate may be a third too low, and what is held must not be. */
const CAUTION = 1.35

/** How many tokens a prompt is, tools included: exact for GPT models, estimated for others. */
export async function promptTokens(request: ModelRequest): Promise<number> {
  return tokensOf(request, await counterOf(request.model))
}

/** The same as an estimate for any model, which takes no time. */
export function roughPromptTokens(request: ModelRequest): number {
  return tokensOf(request, estimate)
}

function tokensOf(request: ModelRequest, counter: TokenCounter): number {
  const tools = request.tools ? counter.count(JSON.stringify(request.tools)) : 0
  return request.messages.reduce((sum, message) => sum + messageTokens(message, counter), tools)
}

/** The most that a prompt is likely to be: what is set aside for it. */
export async function promptTokensAtMost(request: ModelRequest): Promise<number> {
  const counter = await counterOf(request.model)
  const tokens = await promptTokens(request)
  return counter.source === 'counted' ? tokens : Math.ceil(tokens * CAUTION)
}

export async function textTokens(model: string, text: string): Promise<number> {
  return text === '' ? 0 : (await counterOf(model)).count(text)
}
