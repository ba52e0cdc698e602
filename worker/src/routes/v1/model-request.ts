import { invalidField } from './openai-error.ts'
import type { OpenModel } from '../../models/open-model.ts'
import type {
  ModelRequest,
  PromptContent,
  PromptMessage,
  PromptPart,
  ToolChoice,
  ToolDefinition,
} from '../../providers/wire.ts'
import type { ModelOptions } from '#protocol/turn.ts'
import type { ChatBody, ChatMessage, ChatPart } from './chat-body.ts'
import { readEcho } from './echo-details.ts'

type Assistant = Extract<ChatMessage, { role: 'assistant' }>

/** What a provider is asked, from what OpenAI would be. Throws invalid_request for a tool's answer that no call asked for. */
export function modelRequest(body: ChatBody, access: OpenModel): ModelRequest {
  const names = new Map<string, string>()
  return {
    model: access.model,
    messages: body.messages.map((message, at) => promptMessage(message, at, { access, names })),
    options: optionsOf(body, access),
    tools: body.tools?.length ? body.tools.map(toolOf) : undefined,
    tool_choice: choiceOf(body.tool_choice),
    parallel_tool_calls: body.parallel_tool_calls ?? undefined,
    response_format: formatOf(body.response_format),
    max_output: access.max_output,
    context_window: access.context_window,
  }
}

interface Reading {
  access: OpenModel
  /** Which tool each call was of: an answer names only the call. */
  names: Map<string, string>
}

function promptMessage(message: ChatMessage, at: number, { access, names }: Reading): PromptMessage {
  switch (message.role) {
    case 'system':
    case 'developer':
      return { role: 'system', content: textOf(message.content) }
    case 'user':
      return { role: 'user', content: contentOf(message.content) }
    case 'assistant':
      for (const call of message.tool_calls ?? []) names.set(call.id, call.function.name)
      return assistantMessage(message, access)
    default: {
      const name = names.get(message.tool_call_id)
      if (name === undefined)
        throw invalidField(`messages[${at}].tool_call_id`, 'names no tool call of an earlier message')
      return { role: 'tool', tool_call_id: message.tool_call_id, name, content: contentOf(message.content) }
    }
  }
}

function assistantMessage(message: Assistant, access: OpenModel): PromptMessage {
  const calls = message.tool_calls?.map((call) => ({
    id: call.id,
    name: call.function.name,
    arguments: call.function.arguments,
    signature: call.extra_content?.google?.thought_signature ?? undefined,
  }))
  return {
    role: 'assistant',
    content: textOf(message.content ?? []) || (message.refusal ?? ''),
    reasoning: message.reasoning_content ?? undefined,
    echo: readEcho(access, message.reasoning_details ?? []),
    tool_calls: calls?.length ? calls : undefined,
  }
}

function textOf(parts: ChatPart[]): string {
  return parts
    .map((part) => (part.type === 'text' ? part.text : part.type === 'refusal' ? part.refusal : ''))
    .join('\n')
}

/** A text alone stays one: not every server takes parts. */
function contentOf(parts: ChatPart[]): PromptContent {
  const [first] = parts
  return parts.length === 1 && first?.type === 'text' ? first.text : parts.map(partOf)
}

function partOf(part: ChatPart): PromptPart {
  if (part.type !== 'image_url') return { type: 'text', text: textOf([part]) }
  const { url } = part.image_url
  const detail = part.image_url.detail ? { detail: part.image_url.detail } : {}
  const inline = /^data:(image\/[\w.+-]+);base64,/i.exec(url)
  if (!inline) return { type: 'image_url', url, ...detail }
  return { type: 'image', media_type: inline[1]!.toLowerCase(), data: url.slice(inline[0].length), ...detail }
}

function optionsOf(body: ChatBody, { wire }: OpenModel): ModelOptions {
  const stop = typeof body.stop === 'string' ? [body.stop] : body.stop
  const options: Record<keyof ModelOptions, unknown> = {
    temperature: body.temperature,
    top_p: body.top_p,
    max_tokens: body.max_completion_tokens ?? body.max_tokens,
    reasoning: effortOf(body.reasoning_effort, wire.name),
    stop: stop?.length ? stop : undefined,
  }
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== null && value !== undefined))
}

/** Claude thinks only when it is asked to; elsewhere the least is what comes closest to none. */
function effortOf(effort: ChatBody['reasoning_effort'], wire: OpenModel['wire']['name']): ModelOptions['reasoning'] {
  if (effort === null || effort === undefined) return undefined
  if (effort === 'none' && (wire === 'anthropic' || wire === 'bedrock')) return undefined
  if (effort === 'none' || effort === 'minimal') return 'low'
  return effort === 'xhigh' || effort === 'max' ? 'high' : effort
}

function toolOf({ function: tool }: NonNullable<ChatBody['tools']>[number]): ToolDefinition {
  const { name, description, parameters, strict } = tool
  const plain = { name, description: description ?? '', parameters: parameters ?? { type: 'object', properties: {} } }
  return strict ? { ...plain, strict } : plain
}

function choiceOf(choice: ChatBody['tool_choice']): ToolChoice | undefined {
  if (choice === null || choice === undefined) return undefined
  return typeof choice === 'string' ? choice : { name: choice.function.name }
}

function formatOf(format: ChatBody['response_format']): ModelRequest['response_format'] {
  if (!format || format.type === 'text') return undefined
  if (format.type === 'json_object') return { type: 'json' }
  const { name, schema, strict } = format.json_schema
  return { type: 'json_schema', name, schema: schema ?? {}, ...(strict ? { strict } : {}) }
}
