import { bedrockFamily } from './bedrock-family.ts'
import { claudeVersion } from './claude-version.ts'
import { ownEcho, turnStart } from './prompt.ts'
import type { ModelRequest } from './wire.ts'

type Effort = NonNullable<ModelRequest['options']['reasoning']>
type Fields = Record<string, unknown>

const budgets: Record<Effort, number> = { low: 2048, medium: 8192, high: 16_384 }
/** Anthropic's least. */
const BUDGET_MIN = 1024

/** What `additionalModelRequestFields` asks of a model that shall think; null: nothing. Every family has its own words. */
export function bedrockThinking(request: ModelRequest): Fields | null {
  const effort = request.options.reasoning
  if (!effort) return null
  switch (bedrockFamily(request.model)) {
    case 'claude':
      return mayThink(request) ? claudeThinking(request, effort) : null
    case 'nova2':
      return { reasoningConfig: { type: 'enabled', maxReasoningEffort: effort } }
    case 'gpt-oss':
      return { reasoning_effort: effort }
    case 'nova':
    case 'other':
      return null
  }
}

/**
 * A Claude that thinks wants its own thoughts in front of the tools it called in this turn (after a change of model there are
 * none), and chooses its tools itself.
 */
function mayThink({ messages, model, tool_choice }: ModelRequest): boolean {
  if (tool_choice === 'required' || typeof tool_choice === 'object') return false
  return messages
    .slice(turnStart(messages))
    .every((one) => one.role !== 'assistant' || !one.tool_calls?.length || ownEcho(one, 'bedrock', model).length > 0)
}

/** https://docs.aws.amazon.com/bedrock/latest/userguide/claude-messages-adaptive-thinking.html */
function claudeThinking({ model, options }: ModelRequest, effort: Effort): Fields | null {
  const version = claudeVersion(model)
  if (version < 3.7) return null
  if (version >= 4.7) return { thinking: { type: 'adaptive', display: 'summarized' }, output_config: { effort } }
  if (version >= 4.6) return { thinking: { type: 'adaptive' }, output_config: { effort } }
  const budget_tokens = Math.min(budgets[effort], (options.max_tokens ?? Infinity) - 1)
  return budget_tokens < BUDGET_MIN ? null : { thinking: { type: 'enabled', budget_tokens } }
}
