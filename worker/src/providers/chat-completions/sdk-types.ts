import type {
  ChatCompletion,
  ChatCompletionAssistantMessageParam,
  ChatCompletionChunk,
  ChatCompletionContentPartImage,
  ChatCompletionContentPartText,
  ChatCompletionCreateParamsStreaming,
  ChatCompletionMessage,
  ChatCompletionMessageCustomToolCall,
  ChatCompletionMessageFunctionToolCall,
  ChatCompletionSystemMessageParam,
  ChatCompletionToolMessageParam,
  ChatCompletionUserMessageParam,
} from 'openai/resources/chat/completions'
import type { CompletionUsage } from 'openai/resources/completions'
import type { Without } from '../json.ts'

/**
 * OpenAI's own words for what is asked and answered, and beside them what others who speak its format add. Only types: no byte
 * of its package is bundled.
 */

type Asked = ChatCompletionCreateParamsStreaming
export interface ChatBody extends Without<Asked, 'messages' | 'reasoning_effort'> {
  messages: ChatMessage[]
  /** `default` is Groq's. */
  reasoning_effort?: Asked['reasoning_effort'] | 'default'
  /** OpenRouter. */
  reasoning?: { effort: Asked['reasoning_effort'] }
  /** DeepSeek, Z.ai. */
  thinking?: { type: 'enabled' }
  /** Alibaba, SiliconFlow. */
  enable_thinking?: boolean
}

export type ChatMessage =
  ChatCompletionSystemMessageParam | ChatCompletionUserMessageParam | ChatCompletionToolMessageParam | ChatAnswer

export interface ChatAnswer extends ChatCompletionAssistantMessageParam, MoreOfAnswer {
  tool_calls?: ChatCall[]
}

export interface ChatCall extends ChatCompletionMessageFunctionToolCall {
  /** Google's. */
  extra_content?: { google: { thought_signature: unknown } }
}

export type ChatPart = (ChatCompletionContentPartText | ChatCompletionContentPartImage) & {
  /** Anthropic's, through OpenRouter. */
  cache_control?: { type: 'ephemeral' }
}

/** A chunk, the whole answer, or what is said in its place when something went wrong. */
export type ChatEvent = ChatCompletionChunk | ChatCompletion | MoreOfEvent
interface MoreOfEvent {
  /** Groq: usage and failures. */
  x_groq: unknown
  /** MiniMax: failures. */
  base_resp: unknown
  error: unknown
  errors: unknown
  success: unknown
  detail: unknown
  message: unknown
}

export type ChatChoice = ChatCompletionChunk.Choice | ChatCompletion.Choice | MoreOfChoice
interface MoreOfChoice {
  /** OpenRouter. */
  native_finish_reason: unknown
  error: unknown
}

/** Of a chunk or of the whole. */
export type ChatDelta = ChatCompletionChunk.Choice.Delta | ChatCompletionMessage | MoreOfAnswer
/** A piece of a call, or (a custom tool's, Google's) more of it. */
export type ChatCallPiece = ChatCompletionChunk.Choice.Delta.ToolCall | ChatCompletionMessageCustomToolCall | ChatCall
export type ChatCustomCall = ChatCompletionMessageCustomToolCall['custom']
export type ChatFunctionCall = ChatCompletionChunk.Choice.Delta.ToolCall.Function

/** Thoughts: DeepSeek, Z.ai and llama.cpp under the first name, OpenRouter and vLLM under the second, Copilot under the third. */
interface MoreOfAnswer {
  reasoning_content?: unknown
  reasoning?: unknown
  reasoning_text?: unknown
  /** OpenRouter. */
  reasoning_details?: unknown
}

/** OpenAI's usage, of chat completions or (`input_tokens`, `output_tokens`) of Responses; then other providers' names. */
export type ChatUsage = CompletionUsage | MoreOfUsage
interface MoreOfUsage {
  input_tokens: unknown
  input_tokens_details: unknown
  output_tokens: unknown
  reasoning_tokens: unknown
  prompt_cache_hit_tokens: unknown
  cached_tokens: unknown
  num_cached_tokens: unknown
  cache_read_input_tokens: unknown
  cache_creation_input_tokens: unknown
  cost: unknown
  cost_details: unknown
  cost_in_usd_ticks: unknown
  estimated_cost: unknown
  is_byok: unknown
}

export type ChatPromptUsage = CompletionUsage.PromptTokensDetails | MoreOfPromptUsage
interface MoreOfPromptUsage {
  cache_creation_tokens: unknown
  cache_creation_input_tokens: unknown
}
