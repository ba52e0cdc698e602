import type { Dialect } from './dialects.ts'
import { chatCompletionsMessages } from './messages.ts'
import type { Json } from '../json.ts'
import { openAiFamily } from '../asking/openai-family.ts'
import type { ModelRequest, ResponseFormat, ToolChoice, ToolDefinition } from '../wire.ts'

/** What is sent to `/chat/completions`. What is not asked for is not sent: servers differ in what they refuse. */
export function chatCompletionsBody(dialect: Dialect, request: ModelRequest): Json {
  const { model, options, tools, tool_choice, parallel_tool_calls, response_format } = request
  const family = dialect.openAiRules ? openAiFamily(model) : 'unknown'
  return {
    model,
    messages: chatCompletionsMessages(dialect, request),
    stream: true,
    ...(dialect.streamOptions && { stream_options: { include_usage: true } }),
    ...(tools?.length && { tools: tools.map(tool) }),
    ...(tools?.length && tool_choice && { tool_choice: choice(tool_choice) }),
    ...(tools?.length && parallel_tool_calls !== undefined && { parallel_tool_calls }),
    ...(response_format && { response_format: format(response_format) }),
    ...(options.max_tokens !== undefined && { [dialect.maxTokens(model)]: options.max_tokens }),
    ...(family !== 'reasoning' && sampling(options, dialect.stops(model))),
    ...(family !== 'plain' && options.reasoning && dialect.reasoning(options.reasoning, model)),
  }
}

function sampling({ temperature, top_p, stop }: ModelRequest['options'], stops: boolean): Json {
  return {
    ...(temperature !== undefined && { temperature }),
    ...(top_p !== undefined && { top_p }),
    ...(stops && stop?.length && { stop }),
  }
}

function tool({ name, description, parameters, strict }: ToolDefinition): Json {
  return { type: 'function', function: { name, description, parameters, ...(strict && { strict }) } }
}

function choice(asked: ToolChoice): string | Json {
  return typeof asked === 'string' ? asked : { type: 'function', function: { name: asked.name } }
}

function format(asked: ResponseFormat): Json {
  if (asked.type === 'json') return { type: 'json_object' }
  const { name, schema, strict } = asked
  return { type: 'json_schema', json_schema: { name, schema, ...(strict && { strict }) } }
}
