import type { AnthropicBody, AnthropicEvent } from '../anthropic/sdk-types.ts'
import type { BedrockBody, BedrockDelta } from '../bedrock/sdk-types.ts'
import type { ChatBody, ChatDelta } from '../chat-completions/sdk-types.ts'
import type { GeminiCandidate, GeminiGeneration } from '../gemini/sdk-types.ts'
import { object } from '../json.ts'
import type { OllamaBody, OllamaLine } from '../ollama/sdk-types.ts'
import type { ResponsesBody, ResponsesEvent } from '../responses/sdk-types.ts'

/**
 * What the check of types (`npm run types`) must refuse: fields that a provider's own client doesn't know, read and written, as
 * ours will be when a provider gives one another name. A line that it no longer refuses fails it.
 */
export const read = (said: unknown): unknown[] => [
  // @ts-expect-error
  object<ChatDelta>(said).contents,
  // @ts-expect-error
  object<ResponsesEvent>(said).deltas,
  // @ts-expect-error
  object<AnthropicEvent>(said).content_blocks,
  // @ts-expect-error
  object<AnthropicEvent>(said).type === 'content_block',
  // @ts-expect-error
  object<GeminiCandidate>(said).finish_reason,
  // @ts-expect-error
  object<BedrockDelta>(said).toolUses,
  // @ts-expect-error
  object<OllamaLine>(said).eval_counts,
]

export const chat: Partial<ChatBody> = {
  // @ts-expect-error
  max_token: 1,
}
export const responses: Partial<ResponsesBody> = {
  // @ts-expect-error
  max_tokens: 1,
}
export const anthropic: Partial<AnthropicBody> = {
  // @ts-expect-error
  stop_sequence: [],
}
export const gemini: Partial<GeminiGeneration> = {
  // @ts-expect-error
  maxTokens: 1,
}
export const bedrock: Partial<BedrockBody> = {
  // @ts-expect-error
  inferenceConfig: { max_tokens: 1 },
}
export const ollama: Partial<OllamaBody> = {
  // @ts-expect-error
  options: { max_tokens: 1 },
}
