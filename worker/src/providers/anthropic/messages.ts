import type {
  BetaBase64ImageSource,
  BetaContentBlockParam,
  BetaImageBlockParam,
  BetaTextBlockParam,
} from '@anthropic-ai/sdk/resources/beta/messages'
import { inOrder, type PieceWriter } from '../asking/echo-order.ts'
import { userEnds } from '../claude/user-ends.ts'
import type { AnthropicMessage } from './sdk-types.ts'
import { argumentsObject, ownEcho, partsOf, plainId } from '../asking/prompt.ts'
import type { PromptContent, PromptMessage, PromptPart } from '../wire.ts'

type Block = BetaContentBlockParam

/**
 * The conversation as Messages wants it: user and assistant take turns, a user begins, no block of text is blank, and results of
 * tools are the user's. `goesOn`: an answer at its end is one to go on with.
 */
export function anthropicMessages(
  messages: Exclude<PromptMessage, { role: 'system' }>[],
  model: string,
  goesOn: boolean,
): AnthropicMessage[] {
  const written: AnthropicMessage[] = []
  for (const message of messages) {
    const content = blocksOf(message, model)
    if (content.length === 0) continue
    const role = message.role === 'assistant' ? 'assistant' : 'user'
    const last = written.at(-1)
    if (last?.role === role) last.content.push(...content)
    else written.push({ role, content })
  }
  return withoutLastSpace(userEnds(written, goesOn, (text) => ({ role: 'user', content: [{ type: 'text', text }] })))
}

function blocksOf(message: Exclude<PromptMessage, { role: 'system' }>, model: string): Block[] {
  switch (message.role) {
    case 'user':
      return blocks(message.content)
    case 'tool':
      return [result(message)]
    case 'assistant':
      return inOrder(message, ownEcho(message, 'anthropic', model), write)
  }
}

const write: PieceWriter<Block> = {
  text: (text) => ({ type: 'text', text }),
  call: (call) => ({
    type: 'tool_use',
    id: plainId(call.id),
    name: call.name,
    input: argumentsObject(call.arguments),
  }),
}

function result({ tool_call_id, content, is_error }: Extract<PromptMessage, { role: 'tool' }>): Block {
  const said = blocks(content)
  return {
    type: 'tool_result',
    tool_use_id: plainId(tool_call_id),
    content: said.length ? said : undefined,
    is_error: is_error || undefined,
  }
}

function blocks(content: PromptContent): (BetaTextBlockParam | BetaImageBlockParam)[] {
  return partsOf(content).flatMap((part) => (part.type === 'text' && part.text.trim() === '' ? [] : [block(part)]))
}

function block(part: PromptPart): BetaTextBlockParam | BetaImageBlockParam {
  switch (part.type) {
    case 'text':
      return { type: 'text', text: part.text }
    case 'image':
      return { type: 'image', source: { type: 'base64', media_type: typeOf(part), data: part.data } }
    case 'image_url':
      return { type: 'image', source: { type: 'url', url: part.url } }
  }
}

/** A name that many use and the provider doesn't know. */
function typeOf({ media_type }: Extract<PromptPart, { type: 'image' }>): BetaBase64ImageSource['media_type'] {
  return (media_type === 'image/jpg' ? 'image/jpeg' : media_type) as BetaBase64ImageSource['media_type']
}

/** An answer that the model shall go on with may not end with a space. */
function withoutLastSpace(messages: AnthropicMessage[]): AnthropicMessage[] {
  const last = messages.at(-1)
  const end = last?.content.at(-1)
  if (last?.role === 'assistant' && end?.type === 'text') end.text = end.text.trimEnd()
  return messages
}
