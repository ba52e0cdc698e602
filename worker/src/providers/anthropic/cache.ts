import type { BetaTextBlockParam } from '@anthropic-ai/sdk/resources/beta/messages'
import type { AnthropicBody } from './sdk-types.ts'

type Marked = Pick<BetaTextBlockParam, 'cache_control'>

/**
 * Marks what the next request will begin with too: the tools, the system prompt, and the last two messages of the user, so that
 * this request finds what the one before wrote and writes what the next will find. That is four marks, the most there may be.
 * A prompt of one message and no tools is asked once: writing it to the cache would only cost.
 * https://docs.claude.com/en/docs/build-with-claude/prompt-caching
 */
export function markCache(body: AnthropicBody): AnthropicBody {
  const { messages, tools = [], system } = body
  if (messages.length < 2 && tools.length === 0) return body
  const users = messages.filter((message) => message.role === 'user').slice(-2)
  return {
    ...body,
    tools: tools.length ? markLast(tools) : undefined,
    system: Array.isArray(system) ? markLast(system) : system,
    messages: messages.map((message) =>
      users.includes(message) ? { ...message, content: markLast(message.content) } : message,
    ),
  }
}

function markLast<Item>(items: (Item & Marked)[]): Item[] {
  return items.map((item, index) =>
    index === items.length - 1 ? { ...item, cache_control: { type: 'ephemeral' } } : item,
  )
}
