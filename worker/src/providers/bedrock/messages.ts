import { unreachable } from '#protocol/unreachable.ts'
import { inOrder, type PieceWriter } from '../asking/echo-order.ts'
import { bindsThoughts } from '../claude/claude.ts'
import { userEnds } from '../claude/user-ends.ts'
import type { BedrockContent, BedrockImage, BedrockImageFormat, BedrockMessage, BedrockText } from './sdk-types.ts'
import { argumentsObject, ownEcho, partsOf, plainId, turnStart } from '../asking/prompt.ts'
import { RefusedRequest } from '../failure/refused-request.ts'
import type { PromptContent, PromptMessage, PromptPart } from '../wire.ts'

/**
 * The conversation as Converse wants it: user and assistant take turns, a user begins, no block of text is blank, and results
 * of tools are the user's. `goesOn`: an answer at its end is one to go on with.
 */
export function bedrockMessages(messages: PromptMessage[], model: string, goesOn: boolean): BedrockMessage[] {
  const written: BedrockMessage[] = []
  const start = bindsThoughts(model) ? turnStart(messages) : 0
  for (const [index, message] of messages.entries()) {
    const content = blocksOf(message, model).filter((block) => index >= start || !block.reasoningContent)
    if (!content.length) continue
    const role = message.role === 'assistant' ? 'assistant' : 'user'
    const last = written.at(-1)
    if (last?.role === role) last.content.push(...content)
    else written.push({ role, content })
  }
  return userEnds(written, goesOn, (text) => ({ role: 'user', content: [{ text }] }))
}

function blocksOf(message: PromptMessage, model: string): BedrockContent[] {
  switch (message.role) {
    case 'system':
      return []
    case 'user':
      return contentBlocks(message.content)
    case 'tool':
      return [toolResult(message)]
    case 'assistant':
      return inOrder(message, ownEcho(message, 'bedrock', model), write)
    default:
      return unreachable(message)
  }
}

const write: PieceWriter<BedrockContent> = {
  text: (text) => ({ text }),
  call: ({ id, name, arguments: written }) => ({
    toolUse: { toolUseId: plainId(id), name, input: argumentsObject(written) },
  }),
}

function toolResult(message: Extract<PromptMessage, { role: 'tool' }>): BedrockContent {
  const content = contentBlocks(message.content)
  return {
    toolResult: {
      toolUseId: plainId(message.tool_call_id),
      content: content.length ? content : [{ text: '(nothing)' }],
      status: message.is_error ? 'error' : undefined,
    },
  }
}

function contentBlocks(content: PromptContent): (BedrockText | BedrockImage)[] {
  return partsOf(content).flatMap((part): (BedrockText | BedrockImage)[] =>
    part.type === 'text' ? textBlock(part.text) : [image(part)],
  )
}

function textBlock(text: string): BedrockText[] {
  return text.trim() === '' ? [] : [{ text }]
}

const formats = ['png', 'jpeg', 'gif', 'webp'] as const satisfies BedrockImageFormat[]

function image(part: Exclude<PromptPart, { type: 'text' }>): BedrockImage {
  if (part.type === 'image_url') throw new RefusedRequest('Bedrock takes images themselves, not their addresses')
  const named = part.media_type.replace('image/', '').replace('jpg', 'jpeg')
  const format = formats.find((one) => one === named)
  if (!format) throw new RefusedRequest(`Bedrock takes no images of type ${part.media_type}`)
  return { image: { format, source: { bytes: part.data } } }
}
