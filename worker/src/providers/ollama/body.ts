import { unreachable } from '#protocol/unreachable.ts'
import type { ModelOptions } from '#protocol/turn.ts'
import { ollamaWindow } from './window.ts'
import { argumentsObject, failedText, imagesOf, textOf, turnStart } from '../asking/prompt.ts'
import { RefusedRequest } from '../failure/refused-request.ts'
import { leavesNoRoom } from '../asking/short-answer.ts'
import type { ModelRequest, PromptContent, PromptMessage, ToolDefinition } from '../wire.ts'

type Json = Record<string, unknown>

/** https://docs.ollama.com/api/chat */
export function ollamaBody(request: ModelRequest): Json {
  const { model, messages, tools, tool_choice, response_format, options } = request
  const start = turnStart(messages)
  const told = tool_choice === 'none' ? [] : (tools ?? [])
  return {
    model,
    messages: messages.map((message, index) => written(message, index >= start)),
    stream: true,
    ...(told.length ? { tools: told.map(tool) } : {}),
    ...thinking(model, options),
    ...(response_format ? { format: response_format.type === 'json' ? 'json' : response_format.schema } : {}),
    options: modelOptions(request),
  }
}

function modelOptions(request: ModelRequest): Json {
  const { temperature, top_p, max_tokens, stop } = request.options
  return {
    num_ctx: ollamaWindow(request),
    ...(max_tokens === undefined ? {} : { num_predict: max_tokens }),
    ...(temperature === undefined ? {} : { temperature }),
    ...(top_p === undefined ? {} : { top_p }),
    ...(stop?.length ? { stop } : {}),
  }
}

/** Only gpt-oss knows how much; the others think or don't. */
function thinking(model: string, options: ModelOptions): Json {
  if (leavesNoRoom(options)) return { think: false }
  if (!options.reasoning) return {}
  return { think: /gpt-?oss/i.test(model) ? options.reasoning : true }
}

function tool({ name, description, parameters }: ToolDefinition): Json {
  return { type: 'function', function: { name, description, parameters } }
}

/** Thoughts go back only while the tools they led to are at work: templates drop older ones. */
function written(message: PromptMessage, current: boolean): Json {
  switch (message.role) {
    case 'system':
      return { role: 'system', content: message.content }
    case 'user':
      return { role: 'user', ...content(message.content) }
    case 'tool':
      return {
        role: 'tool',
        ...content(failedText(message)),
        tool_name: message.name,
        tool_call_id: message.tool_call_id,
      }
    case 'assistant':
      return {
        role: 'assistant',
        content: message.content,
        ...(current && message.reasoning ? { thinking: message.reasoning } : {}),
        ...(message.tool_calls?.length ? { tool_calls: message.tool_calls.map(call) } : {}),
      }
    default:
      return unreachable(message)
  }
}

function call({ id, name, arguments: args }: { id: string; name: string; arguments: string }): Json {
  return { id, function: { name, arguments: argumentsObject(args) } }
}

/** Images stand beside the text, as base64 alone. */
function content(said: PromptContent): Json {
  const images = imagesOf(said).map((image) => {
    if (image.type === 'image_url') throw new RefusedRequest('Ollama takes images themselves, not their addresses')
    return image.data
  })
  return { content: textOf(said), ...(images.length ? { images } : {}) }
}
