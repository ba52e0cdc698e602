import { unreachable } from '#protocol/unreachable.ts'
import {
  bindsThoughts,
  canBeThoughtless,
  claudeLimits,
  claudeThinking,
  hidesThoughts,
  thinksUnasked,
  thinksWhenForced,
} from './claude.ts'
import type { AnthropicBody } from '../anthropic/sdk-types.ts'
import { ownEcho, turnStart } from '../asking/prompt.ts'
import { leavesNoRoom } from '../asking/short-answer.ts'
import type { ModelRequest, WireName } from '../wire.ts'

export type ClaudeThoughts = Pick<AnthropicBody, 'thinking' | 'output_config'>

/**
 * The fields by which a Claude is asked to think, whoever runs it; null: it isn't. Thinking counts as output: a limit that
 * leaves it no room goes before it. Those that think unasked shall show it.
 */
export function claudeThoughts(request: ModelRequest, wire: WireName): ClaudeThoughts | null {
  const effort = request.options.reasoning
  if (!effort) return unasked(request, wire)
  if (isForced(request) && !thinksWhenForced(request.model)) return null
  const way = claudeThinking(request.model)
  switch (way) {
    case 'none':
      return null
    case 'adaptive':
      return { ...adaptive(request.model, wire), output_config: { effort } }
    case 'budget': {
      const { budget_tokens } = claudeLimits(request, true)
      return budget_tokens && mayThink(request, wire) ? { thinking: { type: 'enabled', budget_tokens } } : null
    }
    default:
      return unreachable(way)
  }
}

function unasked({ model, options }: ModelRequest, wire: WireName): ClaudeThoughts | null {
  if (!thinksUnasked(model)) return null
  if (!leavesNoRoom(options)) return adaptive(model, wire)
  if (canBeThoughtless(model)) return { thinking: { type: 'disabled' } }
  return { ...adaptive(model, wire), output_config: { effort: 'low' } }
}

/** A conversation loses its older parts here, so thoughts that no longer fit it shall be dropped, not refused. */
function adaptive(model: string, wire: WireName): ClaudeThoughts {
  const binding = bindsThoughts(model) && wire === 'anthropic'
  return {
    thinking: {
      type: 'adaptive',
      display: hidesThoughts(model) ? 'summarized' : undefined,
      block_binding: binding ? { prefix_mismatch_behavior: 'drop_block' } : undefined,
    },
  }
}

function isForced({ tools, tool_choice }: ModelRequest): boolean {
  return Boolean(tools?.length) && (tool_choice === 'required' || typeof tool_choice === 'object')
}

/**
 * Told how much to think, a model wants thoughts of its own in a turn that called tools, though not in every step of it: it may
 * call again without thinking. After a change of model there are none.
 */
function mayThink({ messages, model }: ModelRequest, wire: WireName): boolean {
  const called = messages
    .slice(turnStart(messages))
    .filter((one) => one.role === 'assistant')
    .filter((one) => one.tool_calls?.length)
  return called.length === 0 || called.some((one) => ownEcho(one, wire, model).length > 0)
}
