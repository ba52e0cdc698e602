import type { Tool } from 'ollama'
import { unreachable } from '#protocol/unreachable.ts'
import type { ModelOptions } from '#protocol/turn.ts'
import type { OllamaBody, OllamaCall, OllamaMessage } from './sdk-types.ts'
import { ollamaWindow } from './window.ts'
import { argumentsObject, failedText, imagesOf, textOf, turnStart } from '../asking/prompt.ts'
import { RefusedRequest } from '../failure/refused-request.ts'
import { leavesNoRoom } from '../asking/short-answer.ts'
import type { ModelRequest, PromptContent, PromptMessage, ToolDefinition } from '../wire.ts'

/** https://docs.ollama.com/api/chat */
export function ollamaBody(request: ModelRequest): OllamaBody {
  const { model, messages, tools, tool_choice, response_format, options } = request
  const start = turnStart(messages)
  const told = tool_choice === 'none' ? [] : (tools ?? [])
  return {
    model,
    messages: messages.map((message, index) => written(message, index >= start)),
    stream: true,
    tools: told.length ? told.map(tool) : undefined,
    think: thinking(model, options),
    format: response_format && (response_format.type === 'json' ? 'json' : response_format.schema),
    options: modelOptions(request),
  }
}

function modelOptions(request: ModelRequest): OllamaBody['options'] {
  const { temperature, top_p, max_tokens, stop } = request.options
  return {
    num_ctx: ollamaWindow(request),
    num_predict: max_tokens,
    temperature,
    top_p,
    stop: stop?.length ? stop : undefined,
  }
}

/** Only gpt-oss knows how much; the others think or don't. */
function thinking(model: string, options: ModelOptions): OllamaBody['think'] {
  if (leavesNoRoom(options)) return false
  return options.reasoning && (/gpt-?oss/i.test(model) ? options.reasoning : true)
}

function tool({ name, description, parameters }: ToolDefinition): Tool {
  return { type: 'function', function: { name, description, parameters } }
}

/** Thoughts go back only while the tools they led to are at work: templates drop older ones. */
function written(message: PromptMessage, current: boolean): OllamaMessage {
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
        thinking: current && message.reasoning ? message.reasoning : undefined,
        tool_calls: message.tool_calls?.length ? message.tool_calls.map(call) : undefined,
      }
    default:
      return unreachable(message)
  }
}

function call({ id, name, arguments: args }: { id: string; name: string; arguments: string }): OllamaCall {
  return { id, function: { name, arguments: argumentsObject(args) } }
}

/** Images stand beside the text, as base64 alone. */
function content(said: PromptContent): Pick<OllamaMessage, 'content' | 'images'> {
  const images = imagesOf(said).map((image) => {
    if (image.type === 'image_url') throw new RefusedRequest('Ollama takes images themselves, not their addresses')
    return image.data
  })
  return { content: textOf(said), images: images.length ? images : undefined }
}
