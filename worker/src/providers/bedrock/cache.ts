import { takesCachePoints } from './family.ts'
import type { BedrockBody } from './sdk-types.ts'

const cachePoint = { cachePoint: { type: 'default' } } as const

/**
 * Marks what the next request will begin with too: the system prompt with the tools in front of it, and the last two messages
 * of the user, so that this request finds what the one before wrote. A prompt of one message and no tools is asked once:
 * writing it to the cache would only cost. https://docs.aws.amazon.com/bedrock/latest/userguide/prompt-caching.html
 */
export function markBedrockCache(model: string, body: BedrockBody): BedrockBody {
  const { messages, system } = body
  if (!takesCachePoints(model) || (messages.length < 2 && !body.toolConfig)) return body
  const users = messages.filter((message) => message.role === 'user').slice(-2)
  return {
    ...body,
    system: system && [...system, cachePoint],
    messages: messages.map((message) =>
      users.includes(message) ? { ...message, content: [...message.content, cachePoint] } : message,
    ),
  }
}
