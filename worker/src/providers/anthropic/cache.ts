import type { AnthropicMessage } from './messages.ts'
import { list, object, type Json } from '../json.ts'

const mark = { cache_control: { type: 'ephemeral' } }

/**
 * Marks what the next request will begin with too: the tools, the system prompt, and the last two messages of the user, so that
 * this request finds what the one before wrote and writes what the next will find. That is four marks, the most there may be.
 * A prompt of one message and no tools is asked once: writing it to the cache would only cost.
 * https://docs.claude.com/en/docs/build-with-claude/prompt-caching
 */
export function markCache(body: Json): Json {
  const messages = body.messages as AnthropicMessage[]
  const tools = list(body.tools)
  if (messages.length < 2 && tools.length === 0) return body
  const users = messages.filter((message) => message.role === 'user').slice(-2)
  return {
    ...body,
    ...(tools.length && { tools: markLast(tools) }),
    ...(Array.isArray(body.system) && { system: markLast(body.system) }),
    messages: messages.map((message) =>
      users.includes(message) ? { ...message, content: markLast(message.content) } : message,
    ),
  }
}

function markLast(items: unknown[]): unknown[] {
  return items.map((item, index) => (index === items.length - 1 ? { ...object(item), ...mark } : item))
}
