import { markCache } from './cache.ts'
import { anthropicMessages } from './messages.ts'
import { claudeThoughts } from '../claude/thoughts.ts'
import { claudeLimits, claudeStops, takesPrefill, takesSampling, takesSchemas } from '../claude/claude.ts'
import { choiceInWords, takenChoice } from '../claude/forced-tools.ts'
import { strictSchema } from '../claude/strict-schema.ts'
import { jsonRule } from '../asking/json-rule.ts'
import type { Json } from '../json.ts'
import { apart, toolsOf } from '../asking/prompt.ts'
import type { ModelRequest, ToolChoice } from '../wire.ts'

/** What is sent to `/v1/messages`. Unasked only `max_tokens`, because it must be, and the marks of what may be cached. */
export function anthropicBody(request: ModelRequest): Json {
  const { model, options } = request
  const { system, rest } = apart(request.messages)
  const told = [system, jsonOnly(request), choiceInWords(request)].filter(Boolean).join('\n\n')
  const thinking = claudeThoughts(request, 'anthropic')
  const stops = claudeStops(options.stop)
  return markCache({
    model,
    max_tokens: claudeLimits(request, thinking !== null).max_tokens,
    ...(told && { system: [{ type: 'text', text: told }] }),
    messages: anthropicMessages(rest, model, takesPrefill(model) && thinking === null),
    ...tools(request),
    ...thinking,
    ...format(request, thinking),
    ...(stops.length && { stop_sequences: stops }),
    ...sampling(request, thinking !== null),
    stream: true,
  })
}

function tools(request: ModelRequest): Json {
  const { parallel_tool_calls, model } = request
  const offered = toolsOf(request)
  if (offered.length === 0) return {}
  const choice = choiceOf(request.tools?.length ? takenChoice(request) : 'none', parallel_tool_calls)
  return {
    tools: offered.map(({ name, description, parameters, strict }) => ({
      name,
      description,
      ...(strict && takesSchemas(model)
        ? { input_schema: strictSchema(parameters), strict }
        : { input_schema: parameters }),
    })),
    ...(choice && { tool_choice: choice }),
  }
}

function choiceOf(asked: ToolChoice | undefined, parallel: boolean | undefined): Json | null {
  if (asked === 'none') return { type: 'none' }
  const single = parallel === false ? { disable_parallel_tool_use: true } : {}
  if (typeof asked === 'object') return { type: 'tool', name: asked.name, ...single }
  if (asked === 'required') return { type: 'any', ...single }
  return asked || parallel === false ? { type: 'auto', ...single } : null
}

/** A schema is sent only where it was meant to the letter: the provider refuses those that leave anything open. */
function sendsSchema({ model, response_format }: ModelRequest): boolean {
  return response_format?.type === 'json_schema' && response_format.strict === true && takesSchemas(model)
}

function format(request: ModelRequest, thinking: Json | null): Json {
  const asked = request.response_format
  if (asked?.type !== 'json_schema' || !sendsSchema(request)) return {}
  const format = { type: 'json_schema', schema: strictSchema(asked.schema) }
  return { output_config: { ...(thinking?.output_config as Json | undefined), format } }
}

/** Where there is no option for it, the model is told in words. */
function jsonOnly(request: ModelRequest): string {
  const asked = request.response_format
  if (!asked || sendsSchema(request)) return ''
  return jsonRule(asked)
}

/** `temperature` ends at 1 here; beside thinking it may not be sent at all, and `top_p` only close to 1. */
function sampling({ model, options }: ModelRequest, thinks: boolean): Json {
  const { temperature, top_p } = options
  if (!takesSampling(model)) return {}
  if (thinks) return top_p !== undefined && top_p >= 0.95 ? { top_p } : {}
  if (temperature !== undefined) return { temperature: Math.min(1, temperature) }
  return top_p === undefined ? {} : { top_p }
}
