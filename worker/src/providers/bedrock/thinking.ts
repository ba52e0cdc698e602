import { unreachable } from '#protocol/unreachable.ts'
import { bedrockFamily } from './family.ts'
import { claudeThoughts } from '../claude/thoughts.ts'
import type { Json } from '../json.ts'
import type { ModelRequest } from '../wire.ts'

/**
 * What `additionalModelRequestFields` asks of a model that shall think; null: nothing. Every family has its own words.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/claude-messages-adaptive-thinking.html
 */
export function bedrockThinking(request: ModelRequest): Json | null {
  const family = bedrockFamily(request.model)
  if (family === 'claude') return claudeThoughts(request, 'bedrock')
  const effort = request.options.reasoning
  if (!effort) return null
  switch (family) {
    case 'nova2':
      return { reasoningConfig: { type: 'enabled', maxReasoningEffort: novaEffort(request, effort) } }
    case 'gpt-oss':
      return { reasoning_effort: effort }
    case 'nova':
    case 'other':
      return null
    default:
      return unreachable(family)
  }
}

/** Nova refuses a limit of tokens beside its highest effort. */
function novaEffort({ options }: ModelRequest, effort: 'low' | 'medium' | 'high'): string {
  return effort === 'high' && options.max_tokens !== undefined ? 'medium' : effort
}
