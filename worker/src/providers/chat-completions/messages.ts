import type { Dialect } from './dialects.ts'
import { isObject, type Json } from '../json.ts'
import type { ChatAnswer, ChatCall, ChatMessage, ChatPart } from './sdk-types.ts'
import {
  apart,
  argumentsText,
  failedText,
  imagesOf,
  imageUrl,
  ownEcho,
  partsOf,
  textOf,
  turnStart,
} from '../asking/prompt.ts'
import { SIGNED_CALL } from '../reading/tool-call-gatherer.ts'
import type { ModelRequest, PromptContent, PromptMessage } from '../wire.ts'

type Said = Exclude<PromptMessage, { role: 'system' }>
type Result = Extract<PromptMessage, { role: 'tool' }>

/** The conversation: the system prompt first, which many servers' templates insist on. */
export function chatCompletionsMessages(dialect: Dialect, { messages, model }: ModelRequest): ChatMessage[] {
  const { system, rest } = apart(messages)
  const from = turnStart(rest)
  const marks = dialect.marksCache(model)
  const written: ChatMessage[] = system ? [{ role: 'system', content: system }] : []
  for (const [index, message] of rest.entries()) {
    written.push(messageOf(message, dialect, model, index >= from))
    if (message.role === 'tool' && rest[index + 1]?.role !== 'tool') written.push(...shownImages(rest, index))
  }
  const all = between(dialect, written)
  return marks ? markCache(all) : all
}

function between({ betweenToolAndUser: content }: Dialect, messages: ChatMessage[]): ChatMessage[] {
  if (!content) return messages
  return messages.flatMap((message, index) => {
    const bare = message.role === 'user' && messages[index - 1]?.role === 'tool'
    return bare ? [{ role: 'assistant', content }, message] : [message]
  })
}

function messageOf(message: Said, dialect: Dialect, model: string, current: boolean): ChatMessage {
  switch (message.role) {
    case 'user':
      return { role: 'user', content: content(message.content) }
    case 'tool':
      return { role: 'tool', tool_call_id: dialect.callId(message.tool_call_id), content: resultText(message) }
    case 'assistant':
      return answer(message, dialect, model, current)
  }
}

function answer(
  message: Extract<Said, { role: 'assistant' }>,
  dialect: Dialect,
  model: string,
  current: boolean,
): ChatAnswer {
  const { content: said, tool_calls = [] } = message
  // as nearly every message of a long conversation is
  if (!message.echo && tool_calls.length === 0) return { role: 'assistant', content: said }
  const echo = ownEcho(message, 'chat', model).filter(isObject)
  const signatures = new Map(echo.filter(isSigned).map(({ id, signature }) => [id, signature]))
  const calls = tool_calls.map((call): ChatCall => ({
    id: dialect.callId(call.id),
    type: 'function',
    function: { name: call.name, arguments: argumentsText(call.arguments) },
    extra_content: dialect.signsCalls ? signed(call.signature ?? signatures.get(call.id)) : undefined,
  }))
  return {
    role: 'assistant',
    content: said === '' && calls.length ? null : said,
    ...reasoning(echo, current),
    tool_calls: calls.length ? calls : undefined,
  }
}

/** Details go back always; plain text of thoughts only while the tools it called are at work: later it may be refused. */
function reasoning(echo: Json[], current: boolean): Partial<ChatAnswer> {
  const items = echo.filter((item) => !isSigned(item))
  const details = items.filter((item) => typeof item.type === 'string')
  if (details.length) return { reasoning_details: details }
  return (current && items[0]) || {}
}

function isSigned(item: Json): boolean {
  return item.type === SIGNED_CALL
}

function signed(thought_signature: unknown): ChatCall['extra_content'] {
  return thought_signature ? { google: { thought_signature } } : undefined
}

function content(said: PromptContent): string | ChatPart[] {
  if (imagesOf(said).length === 0) return textOf(said)
  return partsOf(said).map((part) =>
    part.type === 'text'
      ? { type: 'text', text: part.text }
      : { type: 'image_url', image_url: { url: imageUrl(part), detail: part.detail } },
  )
}

/** A result is text here. Its images follow in a message of their own. */
function resultText(message: Result): string {
  return textOf(failedText(message)) || (imagesOf(message.content).length ? 'An image, shown below.' : '')
}

/** After the last of the results that belong together, since nothing may stand between them. */
function shownImages(messages: Said[], last: number): ChatMessage[] {
  const first = messages.slice(0, last).findLastIndex(({ role }) => role !== 'tool') + 1
  const results = messages.slice(first, last + 1).filter((message): message is Result => message.role === 'tool')
  const parts = results.flatMap(({ name, content: said }) =>
    imagesOf(said).flatMap((image): ChatPart[] => [
      { type: 'text', text: `Image from ${name}:` },
      { type: 'image_url', image_url: { url: imageUrl(image) } },
    ]),
  )
  return parts.length ? [{ role: 'user', content: parts }] : []
}

/** The system prompt and the last two messages with content, as in Anthropic's own format. */
function markCache(messages: ChatMessage[]): ChatMessage[] {
  if (messages.length < 2) return messages
  const marked = new Set([
    ...messages.filter(({ role }) => role === 'system'),
    ...messages.filter(({ role, content: said }) => role !== 'system' && said).slice(-2),
  ])
  return messages.map((message) =>
    marked.has(message) ? ({ ...message, content: markLast(message.content) } as ChatMessage) : message,
  )
}

function markLast(said: ChatMessage['content']): ChatPart[] {
  const parts = typeof said === 'string' ? [{ type: 'text' as const, text: said }] : (said as ChatPart[])
  return parts.map((part, index) =>
    index === parts.length - 1 ? { ...part, cache_control: { type: 'ephemeral' } } : part,
  )
}
