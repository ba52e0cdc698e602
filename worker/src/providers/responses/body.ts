import { inOrder, type PieceWriter } from '../asking/echo-order.ts'
import type { Json } from '../json.ts'
import { openAiEffort, openAiFamily } from '../asking/openai-family.ts'
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
export function responsesBody(request: ModelRequest): Json {
  const { model, options, tools, tool_choice, parallel_tool_calls, response_format } = request
  const { system, rest } = apart(request.messages)
  const family = openAiFamily(model)
  return {
    model,
    ...(system && { instructions: system }),
    input: rest.flatMap((message) => itemsOf(message, model)),
    stream: true,
    store: false,
    ...reasoning(request, family),
    ...(tools?.length && { tools: tools.map(tool) }),
    ...(tools?.length && tool_choice && { tool_choice: choice(tool_choice) }),
    ...(tools?.length && parallel_tool_calls !== undefined && { parallel_tool_calls }),
    ...(response_format && { text: { format: format(response_format) } }),
    ...(options.max_tokens !== undefined && { max_output_tokens: Math.max(LEAST_OUTPUT, options.max_tokens) }),
    ...(family !== 'reasoning' && options.temperature !== undefined && { temperature: options.temperature }),
    ...(family !== 'reasoning' && options.top_p !== undefined && { top_p: options.top_p }),
  }
}

/** Without `store` the model forgets its reasoning between two calls, unless it comes back in its encrypted form. */
function reasoning({ model, options }: ModelRequest, family: ReturnType<typeof openAiFamily>): Json {
  if (family === 'plain') return {}
  return {
    ...(options.reasoning && { reasoning: { effort: openAiEffort(model, options.reasoning), summary: 'auto' } }),
    ...((family === 'reasoning' || options.reasoning) && { include: ['reasoning.encrypted_content'] }),
  }
}

function itemsOf(message: Exclude<PromptMessage, { role: 'system' }>, model: string): Json[] {
  switch (message.role) {
    case 'user':
      return [{ type: 'message', role: 'user', content: content(message.content) }]
    case 'tool':
      return [{ type: 'function_call_output', call_id: plainId(message.tool_call_id), output: output(message) }]
    case 'assistant':
      return led(inOrder(message, ownEcho(message, 'responses', model), write))
  }
}

function content(said: PromptContent): string | Json[] {
  if (imagesOf(said).length === 0) return textOf(said)
  return partsOf(said).map((part) =>
    part.type === 'text'
      ? { type: 'input_text', text: part.text }
      : { type: 'input_image', image_url: imageUrl(part), detail: part.detail ?? 'auto' },
  )
}

function output(message: Extract<PromptMessage, { role: 'tool' }>): string | Json[] {
  return content(failedText(message))
}

const write: PieceWriter = {
  text: (words, { phase }) => ({ type: 'message', role: 'assistant', content: words, ...(phase ? { phase } : {}) }),
  call: (call) => ({
    type: 'function_call',
    call_id: plainId(call.id),
    name: call.name,
    arguments: argumentsText(call.arguments),
  }),
}

/** Reasoning must be followed by what it led to: none may be left at the end. */
function led(items: Json[]): Json[] {
  const last = items.findLastIndex((item) => item.type !== 'reasoning')
  return last < 0 ? [] : [...items.slice(0, last), ...items.slice(last + 1), items[last]!]
}

/** `strict` is on unless it is said to be off, and then refuses most schemas. */
function tool({ name, description, parameters, strict = false }: ToolDefinition): Json {
  return { type: 'function', name, description, parameters, strict }
}

function choice(asked: ToolChoice): string | Json {
  return typeof asked === 'string' ? asked : { type: 'function', name: asked.name }
}

function format(asked: ResponseFormat): Json {
  if (asked.type === 'json') return { type: 'json_object' }
  return { type: 'json_schema', name: asked.name, schema: asked.schema, strict: asked.strict ?? false }
}
