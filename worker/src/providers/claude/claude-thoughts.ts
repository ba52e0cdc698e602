import { unreachable } from '../../../protocol/unreachable.ts'
import { claudeLimits, claudeThinking, hidesThoughts } from './claude.ts'
import type { Json } from '../reading/json.ts'
import { ownEcho, turnStart } from '../asking/prompt.ts'
import type { ModelRequest, WireName } from '../wire.ts'

/**
 * The fields by which a Claude is asked to think, whoever runs it; null: it isn't. Thinking counts as output: a limit that
 * leaves it no room goes before it.
 */
export function claudeThoughts(request: ModelRequest, wire: WireName): Json | null {
  const effort = request.options.reasoning
  if (!effort) return null
  const way = claudeThinking(request.model)
  switch (way) {
    case 'none':
      return null
    case 'adaptive':
      return {
        thinking: { type: 'adaptive', ...(hidesThoughts(request.model) && { display: 'summarized' }) },
        output_config: { effort },
      }
    case 'budget': {
      const { budget_tokens } = claudeLimits(request, true)
      return budget_tokens && mayThink(request, wire) ? { thinking: { type: 'enabled', budget_tokens } } : null
    }
    default:
      return unreachable(way)
  }
}

/**
 * Told how much to think, a model wants its own thoughts in front of the tools it called in this turn (after a change of model
 * there are none), and chooses its tools itself.
 */
function mayThink({ messages, model, tool_choice }: ModelRequest, wire: WireName): boolean {
  if (tool_choice === 'required' || typeof tool_choice === 'object') return false
  return messages
    .slice(turnStart(messages))
    .every((one) => one.role !== 'assistant' || !one.tool_calls?.length || ownEcho(one, wire, model).length > 0)
}
