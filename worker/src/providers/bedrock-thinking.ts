import { bedrockFamily } from './bedrock-family.ts'
import { claudeLimits, claudeThinking, hidesThoughts } from './claude.ts'
import type { Json } from './json.ts'
import { ownEcho, turnStart } from './prompt.ts'
import type { ModelRequest } from './wire.ts'

type Effort = NonNullable<ModelRequest['options']['reasoning']>

/** What `additionalModelRequestFields` asks of a model that shall think; null: nothing. Every family has its own words. */
export function bedrockThinking(request: ModelRequest): Json | null {
  const effort = request.options.reasoning
  if (!effort) return null
  switch (bedrockFamily(request.model)) {
    case 'claude':
      return claude(request, effort)
    case 'nova2':
      return { reasoningConfig: { type: 'enabled', maxReasoningEffort: effort } }
    case 'gpt-oss':
      return { reasoning_effort: effort }
    case 'nova':
    case 'other':
      return null
  }
}

/** https://docs.aws.amazon.com/bedrock/latest/userguide/claude-messages-adaptive-thinking.html */
function claude(request: ModelRequest, effort: Effort): Json | null {
  switch (claudeThinking(request.model)) {
    case 'none':
      return null
    case 'adaptive':
      return {
        thinking: { type: 'adaptive', ...(hidesThoughts(request.model) && { display: 'summarized' }) },
        output_config: { effort },
      }
    case 'budget': {
      const { budget_tokens } = claudeLimits(request, true)
      return budget_tokens && mayThink(request) ? { thinking: { type: 'enabled', budget_tokens } } : null
    }
  }
}

/**
 * A Claude that is told how much to think wants its own thoughts in front of the tools it called in this turn (after a change
 * of model there are none), and chooses its tools itself.
 */
function mayThink({ messages, model, tool_choice }: ModelRequest): boolean {
  if (tool_choice === 'required' || typeof tool_choice === 'object') return false
  return messages
    .slice(turnStart(messages))
    .every((one) => one.role !== 'assistant' || !one.tool_calls?.length || ownEcho(one, 'bedrock', model).length > 0)
}
