import type { ChatCompletionFunctionTool } from 'openai/resources/chat/completions'
import type { Dialect } from './dialects.ts'
import { chatCompletionsMessages } from './messages.ts'
import type { ChatBody } from './sdk-types.ts'
import { openAiFamily } from '../asking/openai-family.ts'
import type { ModelRequest, ResponseFormat, ToolChoice, ToolDefinition } from '../wire.ts'

/** What is sent to `/chat/completions`. What is not asked for is not sent: servers differ in what they refuse. */
export function chatCompletionsBody(dialect: Dialect, request: ModelRequest): ChatBody {
  const { model, options, tools, tool_choice, parallel_tool_calls, response_format } = request
  const family = dialect.openAiRules ? openAiFamily(model) : 'unknown'
  return {
    model,
    messages: chatCompletionsMessages(dialect, request),
    stream: true,
    stream_options: dialect.streamOptions ? { include_usage: true } : undefined,
    ...(tools?.length &&
      ({
        tools: tools.map(tool),
        tool_choice: tool_choice && choice(tool_choice),
        parallel_tool_calls,
      } satisfies Partial<ChatBody>)),
    response_format: response_format && format(response_format),
    [dialect.maxTokens(model)]: options.max_tokens,
    ...(family !== 'reasoning' && sampling(options, dialect.stops(model))),
    ...(family !== 'plain' && options.reasoning && dialect.reasoning(options.reasoning, model)),
  }
}

function sampling(
  { temperature, top_p, stop }: ModelRequest['options'],
  stops: boolean,
): Pick<ChatBody, 'temperature' | 'top_p' | 'stop'> {
  return { temperature, top_p, stop: stops && stop?.length ? stop : undefined }
}

function tool({ name, description, parameters, strict }: ToolDefinition): ChatCompletionFunctionTool {
  return { type: 'function', function: { name, description, parameters, strict: strict || undefined } }
}

function choice(asked: ToolChoice): ChatBody['tool_choice'] {
  return typeof asked === 'string' ? asked : { type: 'function', function: { name: asked.name } }
}

function format(asked: ResponseFormat): ChatBody['response_format'] {
  if (asked.type === 'json') return { type: 'json_object' }
  const { name, schema, strict } = asked
  return { type: 'json_schema', json_schema: { name, schema, strict: strict || undefined } }
}
