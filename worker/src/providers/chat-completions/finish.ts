import type { ProviderFailureKind } from '#protocol/error.ts'
import type { FinishReason } from '../wire.ts'

const reasons: ReadonlyMap<string, FinishReason> = new Map<string, FinishReason>([
  ['stop', 'stop'],
  ['end_turn', 'stop'],
  ['eos', 'stop'],
  ['eos_token', 'stop'],
  ['stop_sequence', 'stop'],
  ['completed', 'stop'],
  ['length', 'length'],
  ['max_tokens', 'length'],
  ['max_output_tokens', 'length'],
  ['model_length', 'length'],
  ['model_context_window_exceeded', 'length'],
  ['tool_calls', 'tool_calls'],
  ['tool_call', 'tool_calls'],
  ['tool_use', 'tool_calls'],
  ['function_call', 'tool_calls'],
  ['content_filter', 'content_filter'],
  ['content_filtered', 'content_filter'],
  ['refusal', 'content_filter'],
  ['safety', 'content_filter'],
  ['blocklist', 'content_filter'],
  ['spii', 'content_filter'],
  ['guardrail_intervened', 'content_filter'],
  ['prohibited_content', 'content_filter'],
  ['recitation', 'content_filter'],
  ['sensitive', 'content_filter'],
])

export interface Ending {
  /** `finish_reason`, empty when none came. */
  said: string
  /** `native_finish_reason` of a relay such as OpenRouter, empty when none came. */
  native: string
  calledTools: boolean
  refused: boolean
}

/**
 * A provider's word for the end can lie: a relay says `tool_calls` where its source ran out of tokens, Ollama says `stop` for
 * tool calls, and OpenAI for a refusal.
 */
export function finishReason({ said, native, calledTools, refused }: Ending): FinishReason {
  const relayed = reasons.get(native.toLowerCase())
  if (refused) return 'content_filter'
  if (relayed === 'length' || relayed === 'content_filter') return relayed
  const reason = reasons.get(said.toLowerCase()) ?? 'stop'
  return reason === 'stop' && calledTools ? 'tool_calls' : reason
}

/** Some servers end an answer that failed on their side with a word of its own (Mistral, DeepSeek, Z.ai, vLLM). */
export function failedFinish(said: string): ProviderFailureKind | null {
  if (said === 'insufficient_system_resource') return 'provider_overloaded'
  if (said === 'network_error' || said === 'abort') return 'provider_stream_broken'
  return said === 'error' ? 'provider_error' : null
}
