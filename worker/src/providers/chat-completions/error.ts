import type { ChatEvent } from './sdk-types.ts'
import { isObject, list, object, text, type Sent } from '../json.ts'

/** MiniMax's codes, which come with status 200. https://platform.minimax.io/docs/api-reference/errorcode */
const miniMaxTypes: Record<number, string> = {
  1002: 'rate_limit_error',
  1004: 'authentication_error',
  1008: 'insufficient_balance',
  1026: 'content_filter',
  1027: 'content_filter',
  1039: 'rate_limit_error',
  2013: 'invalid_request_error',
  2049: 'authentication_error',
}

/**
 * The failure that stands in place of a part of the answer: under `error`, or (vLLM of old, FastAPI, Cloudflare, MiniMax) bare,
 * where there are no choices.
 */
export function chatCompletionsError(chunk: Sent<ChatEvent>): unknown {
  if (chunk.error && !isEmpty(chunk.error)) return chunk.error
  const { status_code, status_msg } = object(chunk.base_resp)
  if (typeof status_code === 'number' && status_code) {
    return { type: miniMaxTypes[status_code] ?? '', message: text(status_msg) }
  }
  if (Array.isArray(chunk.choices) || isObject(chunk.usage)) return undefined
  const bare = chunk.object === 'error' || chunk.success === false || chunk.detail || text(chunk.message)
  return list(chunk.errors)[0] ?? (bare ? chunk : undefined)
}

/** Some servers send `error: {}` with every chunk. */
function isEmpty(error: unknown): boolean {
  return isObject(error) && Object.keys(error).length === 0
}
