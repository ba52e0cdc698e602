import type { BetaTool, BetaToolChoice } from '@anthropic-ai/sdk/resources/beta/messages'
import { markCache } from './cache.ts'
import { anthropicMessages } from './messages.ts'
import { claudeThoughts, type ClaudeThoughts } from '../claude/thoughts.ts'
import { claudeLimits, claudeStops, takesPrefill, takesSampling, takesSchemas } from '../claude/claude.ts'
import { choiceInWords, takenChoice } from '../claude/forced-tools.ts'
import { strictSchema } from '../claude/strict-schema.ts'
import { jsonRule } from '../asking/json-rule.ts'
import type { AnthropicBody } from './sdk-types.ts'
import type { Json } from '../json.ts'
import { apart, toolsOf } from '../asking/prompt.ts'
import type { ModelRequest, ToolChoice } from '../wire.ts'

/** What is sent to `/v1/messages`. Unasked only `max_tokens`, because it must be, and the marks of what may be cached. */
export function anthropicBody(request: ModelRequest): AnthropicBody {
  const { model, options } = request
  const { system, rest } = apart(request.messages)
  const told = [system, jsonOnly(request), choiceInWords(request)].filter(Boolean).join('\n\n')
  const thinking = claudeThoughts(request, 'anthropic')
  const stops = claudeStops(options.stop)
  return markCache({
    model,
    max_tokens: claudeLimits(request, thinking !== null).max_tokens,
    system: told ? [{ type: 'text', text: told }] : undefined,
    messages: anthropicMessages(rest, model, takesPrefill(model) && thinking === null),
    ...tools(request),
    ...thinking,
    ...format(request, thinking),
    stop_sequences: stops.length ? stops : undefined,
    ...sampling(request, thinking !== null),
    stream: true,
  })
}

function tools(request: ModelRequest): Pick<AnthropicBody, 'tools' | 'tool_choice'> {
  const { parallel_tool_calls, model } = request
  const offered = toolsOf(request)
  if (offered.length === 0) return {}
  const choice = choiceOf(request.tools?.length ? takenChoice(request) : 'none', parallel_tool_calls)
  return {
    tools: offered.map(({ name, description, parameters, strict }) => ({
      name,
      description,
      ...schema(parameters, Boolean(strict) && takesSchemas(model)),
    })),
    tool_choice: choice,
  }
}

function schema(parameters: Json, strict: boolean): Pick<BetaTool, 'input_schema' | 'strict'> {
  const input_schema = (strict ? strictSchema(parameters) : parameters) as BetaTool.InputSchema
  return strict ? { input_schema, strict } : { input_schema }
}

function choiceOf(asked: ToolChoice | undefined, parallel: boolean | undefined): BetaToolChoice | undefined {
  if (asked === 'none') return { type: 'none' }
  const disable_parallel_tool_use = parallel === false || undefined
  if (typeof asked === 'object') return { type: 'tool', name: asked.name, disable_parallel_tool_use }
  if (asked === 'required') return { type: 'any', disable_parallel_tool_use }
  return asked || parallel === false ? { type: 'auto', disable_parallel_tool_use } : undefined
}

/** A schema is sent only where it was meant to the letter: the provider refuses those that leave anything open. */
function sendsSchema({ model, response_format }: ModelRequest): boolean {
  return response_format?.type === 'json_schema' && response_format.strict === true && takesSchemas(model)
}

function format(request: ModelRequest, thinking: ClaudeThoughts | null): Pick<AnthropicBody, 'output_config'> {
  const asked = request.response_format
  if (asked?.type !== 'json_schema' || !sendsSchema(request)) return {}
  const schema = strictSchema(asked.schema)
  return { output_config: { ...thinking?.output_config, format: { type: 'json_schema', schema } } }
}

/** Where there is no option for it, the model is told in words. */
function jsonOnly(request: ModelRequest): string {
  const asked = request.response_format
  if (!asked || sendsSchema(request)) return ''
  return jsonRule(asked)
}

/** `temperature` ends at 1 here; beside thinking it may not be sent at all, and `top_p` only close to 1. */
function sampling({ model, options }: ModelRequest, thinks: boolean): Pick<AnthropicBody, 'temperature' | 'top_p'> {
  const { temperature, top_p } = options
  if (!takesSampling(model)) return {}
  if (thinks) return top_p !== undefined && top_p >= 0.95 ? { top_p } : {}
  if (temperature !== undefined) return { temperature: Math.min(1, temperature) }
  return top_p === undefined ? {} : { top_p }
}
