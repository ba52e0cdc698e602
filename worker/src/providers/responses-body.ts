import { object, text, type Json } from './json.ts'
import { openAiFamily } from './openai-family.ts'
import { apart, argumentsText, failedText, imagesOf, imageUrl, ownEcho, partsOf, textOf } from './prompt.ts'
import type { ModelRequest, PromptContent, PromptMessage, ResponseFormat, ToolChoice, ToolDefinition } from './wire.ts'

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
function reasoning({ options }: ModelRequest, family: ReturnType<typeof openAiFamily>): Json {
  if (family === 'plain') return {}
  return {
    ...(options.reasoning && { reasoning: { effort: options.reasoning, summary: 'auto' } }),
    ...((family === 'reasoning' || options.reasoning) && { include: ['reasoning.encrypted_content'] }),
  }
}

function itemsOf(message: Exclude<PromptMessage, { role: 'system' }>, model: string): Json[] {
  switch (message.role) {
    case 'user':
      return [{ type: 'message', role: 'user', content: content(message.content) }]
    case 'tool':
      return [{ type: 'function_call_output', call_id: message.tool_call_id, output: output(message) }]
    case 'assistant':
      return inTheirOrder(answerItems(message), ownEcho(message, 'responses', model))
  }
}

function content(said: PromptContent): string | Json[] {
  if (imagesOf(said).length === 0) return textOf(said)
  return partsOf(said).map((part) =>
    part.type === 'text'
      ? { type: 'input_text', text: part.text }
      : { type: 'input_image', image_url: imageUrl(part), detail: 'auto' },
  )
}

function output(message: Extract<PromptMessage, { role: 'tool' }>): string | Json[] {
  return content(failedText(message))
}

function answerItems({ content: said, tool_calls = [] }: Extract<PromptMessage, { role: 'assistant' }>): Json[] {
  const calls = tool_calls.map((call) => ({
    type: 'function_call',
    call_id: call.id,
    name: call.name,
    arguments: argumentsText(call.arguments),
  }))
  return said === '' ? calls : [{ type: 'message', role: 'assistant', content: said }, ...calls]
}

/**
 * An answer's items with its reasoning where it was. Reasoning must be followed by what it led to, so none is left at the end;
 * it is all that can be lost: a message or a call which the echo doesn't name follows the others.
 */
function inTheirOrder(items: Json[], echo: unknown[]): Json[] {
  const left = new Set(items)
  const placed = echo.map(object).flatMap((item): Json[] => {
    if (!text(item.type).startsWith('edgewise.')) return [item]
    const mine = [...left].find((one) => (item.call_id ? one.call_id === item.call_id : one.type === 'message'))
    if (!mine) return []
    left.delete(mine)
    return [item.phase ? { ...mine, phase: item.phase } : mine]
  })
  return led([...placed, ...left])
}

function led(items: Json[]): Json[] {
  const last = items.findLastIndex((item) => item.type !== 'reasoning')
  if (last < 0) return []
  return [...items.slice(0, last), ...items.slice(last + 1), items[last]!]
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
