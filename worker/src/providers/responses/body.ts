import type {
  EasyInputMessage,
  FunctionTool,
  ResponseFormatTextConfig,
  ResponseInputImage,
  ResponseInputText,
} from 'openai/resources/responses/responses'
import { inOrder, type PieceWriter } from '../asking/echo-order.ts'
import type { ResponsesBody, ResponsesInput } from './sdk-types.ts'
import { openAiEffort, openAiFamily, type OpenAiFamily } from '../asking/openai-family.ts'
import {
  apart,
  argumentsText,
  failedText,
  imagesOf,
  imageUrl,
  ownEcho,
  partsOf,
  plainId,
  textOf,
} from '../asking/prompt.ts'
import type { ModelRequest, PromptContent, PromptMessage, ResponseFormat, ToolChoice, ToolDefinition } from '../wire.ts'

/** OpenAI refuses to be asked for fewer. */
const LEAST_OUTPUT = 16

/** What is sent to `/responses`. What is not asked for is not sent. */
export function responsesBody(request: ModelRequest): ResponsesBody {
  const { model, options, tools, tool_choice, parallel_tool_calls, response_format } = request
  const { system, rest } = apart(request.messages)
  const family = openAiFamily(model)
  return {
    model,
    instructions: system || undefined,
    input: rest.flatMap((message) => itemsOf(message, model)),
    stream: true,
    store: false,
    ...reasoning(request, family),
    ...(tools?.length &&
      ({
        tools: tools.map(tool),
        tool_choice: tool_choice && choice(tool_choice),
        parallel_tool_calls,
      } satisfies Partial<ResponsesBody>)),
    text: response_format && { format: format(response_format) },
    max_output_tokens: options.max_tokens === undefined ? undefined : Math.max(LEAST_OUTPUT, options.max_tokens),
    temperature: family === 'reasoning' ? undefined : options.temperature,
    top_p: family === 'reasoning' ? undefined : options.top_p,
  }
}

/** Without `store` the model forgets its reasoning between two calls, unless it comes back in its encrypted form. */
function reasoning(
  { model, options }: ModelRequest,
  family: OpenAiFamily,
): Pick<ResponsesBody, 'reasoning' | 'include'> {
  if (family === 'plain') return {}
  return {
    reasoning: options.reasoning && { effort: openAiEffort(model, options.reasoning), summary: 'auto' },
    include: family === 'reasoning' || options.reasoning ? ['reasoning.encrypted_content'] : undefined,
  }
}

function itemsOf(message: Exclude<PromptMessage, { role: 'system' }>, model: string): ResponsesInput[] {
  switch (message.role) {
    case 'user':
      return [{ type: 'message', role: 'user', content: content(message.content) }]
    case 'tool':
      return [{ type: 'function_call_output', call_id: plainId(message.tool_call_id), output: output(message) }]
    case 'assistant':
      return led(inOrder(message, ownEcho(message, 'responses', model), write))
  }
}

function content(said: PromptContent): string | (ResponseInputText | ResponseInputImage)[] {
  if (imagesOf(said).length === 0) return textOf(said)
  return partsOf(said).map((part) =>
    part.type === 'text'
      ? { type: 'input_text', text: part.text }
      : { type: 'input_image', image_url: imageUrl(part), detail: part.detail ?? 'auto' },
  )
}

function output(message: Extract<PromptMessage, { role: 'tool' }>): ReturnType<typeof content> {
  return content(failedText(message))
}

const write: PieceWriter<ResponsesInput> = {
  text: (words, { phase }) => ({
    type: 'message',
    role: 'assistant',
    content: words,
    phase: phase as EasyInputMessage['phase'],
  }),
  call: (call) => ({
    type: 'function_call',
    call_id: plainId(call.id),
    name: call.name,
    arguments: argumentsText(call.arguments),
  }),
}

/** Reasoning must be followed by what it led to: none may be left at the end. */
function led(items: ResponsesInput[]): ResponsesInput[] {
  const last = items.findLastIndex((item) => item.type !== 'reasoning')
  return last < 0 ? [] : [...items.slice(0, last), ...items.slice(last + 1), items[last]!]
}

/** `strict` is on unless it is said to be off, and then refuses most schemas. */
function tool({ name, description, parameters, strict = false }: ToolDefinition): FunctionTool {
  return { type: 'function', name, description, parameters, strict }
}

function choice(asked: ToolChoice): ResponsesBody['tool_choice'] {
  return typeof asked === 'string' ? asked : { type: 'function', name: asked.name }
}

function format(asked: ResponseFormat): ResponseFormatTextConfig {
  if (asked.type === 'json') return { type: 'json_object' }
  return { type: 'json_schema', name: asked.name, schema: asked.schema, strict: asked.strict ?? false }
}
