import type { ChatRequest, ChatResponse, Message, ToolCall } from 'ollama'
import type { Without } from '../json.ts'

/** Ollama's own words for what is asked and answered. Only types: no byte of its package is bundled. */

export interface OllamaBody extends Without<ChatRequest, 'messages'> {
  messages: OllamaMessage[]
}
/** Newer servers know calls by their ids too, which the client doesn't name. */
export interface OllamaMessage extends Without<Message, 'tool_calls'> {
  tool_calls?: OllamaCall[]
  tool_call_id?: string
}
export interface OllamaCall extends ToolCall {
  id?: string
}

/** A line of an answer; `response` and `thinking` are those of `/api/generate`. */
export type OllamaLine = ChatResponse | { error: unknown; response: unknown; thinking: unknown }
