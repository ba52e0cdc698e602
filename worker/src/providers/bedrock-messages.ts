import { argumentsObject, ownEcho, partsOf } from './prompt.ts'
import { RefusedRequest } from './refused-request.ts'
import type { PromptContent, PromptMessage, PromptPart } from './wire.ts'

type Block = Record<string, unknown>
interface BedrockMessage {
  role: 'user' | 'assistant'
  content: Block[]
}

/**
 * The conversation as Converse wants it: user and assistant take turns, a user begins, no block of text is blank, and results
 * of tools are the user's.
 */
export function bedrockMessages(messages: PromptMessage[], model: string): BedrockMessage[] {
  const written: BedrockMessage[] = []
  for (const message of messages) {
    const content = blocksOf(message, model)
    if (!content.length) continue
    const role = message.role === 'assistant' ? 'assistant' : 'user'
    const last = written.at(-1)
    if (last?.role === role) last.content.push(...content)
    else written.push({ role, content })
  }
  if (written[0]?.role === 'assistant') written.unshift({ role: 'user', content: [{ text: '…' }] })
  return written
}

function blocksOf(message: PromptMessage, model: string): Block[] {
  switch (message.role) {
    case 'system':
      return []
    case 'user':
      return contentBlocks(message.content)
    case 'tool':
      return [toolResult(message)]
    case 'assistant':
      return [
        ...(ownEcho(message, 'bedrock', model) as Block[]),
        ...contentBlocks(message.content),
        ...(message.tool_calls ?? []).map((call) => ({
          toolUse: { toolUseId: bedrockId(call.id), name: call.name, input: argumentsObject(call.arguments) },
        })),
      ]
  }
}

function toolResult(message: Extract<PromptMessage, { role: 'tool' }>): Block {
  const content = contentBlocks(message.content)
  return {
    toolResult: {
      toolUseId: bedrockId(message.tool_call_id),
      content: content.length ? content : [{ text: '(nothing)' }],
      ...(message.is_error ? { status: 'error' } : {}),
    },
  }
}

function contentBlocks(content: PromptContent): Block[] {
  return partsOf(content).flatMap((part) => (part.type === 'text' ? textBlock(part.text) : [image(part)]))
}

function textBlock(text: string): Block[] {
  return text.trim() === '' ? [] : [{ text }]
}

const formats = new Set(['png', 'jpeg', 'gif', 'webp'])

function image(part: Exclude<PromptPart, { type: 'text' }>): Block {
  if (part.type === 'image_url') throw new RefusedRequest('Bedrock takes images themselves, not their addresses')
  const format = part.media_type.replace('image/', '').replace('jpg', 'jpeg')
  if (!formats.has(format)) throw new RefusedRequest(`Bedrock takes no images of type ${part.media_type}`)
  return { image: { format, source: { bytes: part.data } } }
}

/** Other providers' ids may have signs, or a length, that Bedrock refuses. The same id becomes the same one again. */
function bedrockId(id: string): string {
  return id.replace(/[^a-zA-Z0-9_-]/g, '_').slice(-64)
}
