import type {
  BetaContentBlockParam,
  BetaMessage,
  BetaMessageIterationUsage,
  BetaRawMessageStreamEvent,
  BetaUsage,
  MessageCreateParamsStreaming,
} from '@anthropic-ai/sdk/resources/beta/messages'
import type { BetaErrorResponse } from '@anthropic-ai/sdk/resources/beta'
import type { Without } from '../json.ts'

/** Anthropic's own words for what is asked and answered. Only types: no byte of its package is bundled. */

export interface AnthropicBody extends MessageCreateParamsStreaming {
  messages: AnthropicMessage[]
  /** Those before 4.7 take it; Anthropic's client no longer names it. */
  temperature?: number
  top_p?: number
}

export interface AnthropicMessage {
  role: 'user' | 'assistant'
  content: BetaContentBlockParam[]
}

/** An event of a stream, or the whole answer of a server that doesn't stream. */
export type AnthropicEvent = BetaRawMessageStreamEvent | BetaMessage | BetaErrorResponse

/** Of an answer, or of one of its rounds. */
export type AnthropicUsage = BetaUsage | Without<BetaMessageIterationUsage, 'type'>
