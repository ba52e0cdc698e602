import type { ProviderFailureKind } from '#protocol/error.ts'
import type { FinishReason } from '../wire.ts'

/** The kind of every recorded failure, whether the provider refused at once or its stream broke off. */
export const expectedKinds: Record<string, ProviderFailureKind> = {
  'anthropic/http-400-prompt-too-long': 'provider_context_length',
  'anthropic/http-401-invalid-key': 'provider_auth',
  'anthropic/http-404-model-stream': 'provider_model_not_found',
  'anthropic/http-529-overloaded': 'provider_overloaded',
  'bedrock-vectors/derived-model-stream-error-exception': 'provider_error',
  'bedrock-vectors/derived-service-unavailable-exception': 'provider_overloaded',
  'bedrock-vectors/derived-throttling-exception': 'provider_rate_limit',
  'bedrock-vectors/derived-truncated-frame': 'provider_stream_broken',
  'bedrock/http-404-retired-model': 'provider_model_not_found',
  'compat-azure/http-429-retry-after': 'provider_rate_limit',
  'compat-deepseek/http-400-context-octet-stream': 'provider_context_length',
  'compat-deepseek/http-400-image-unsupported': 'provider_bad_request',
  'compat-groq/http-400-tool-use-failed': 'provider_bad_request',
  'compat-groq/mid-stream-error-after-text': 'provider_bad_request',
  'compat-groq/mid-stream-error-tool-use-failed': 'provider_bad_request',
  'compat-llamacpp/http-400-context-overflow-stream': 'provider_context_length',
  'compat-llamacpp/http-500-image-without-mmproj': 'provider_error',
  'compat-llamacpp/http-500-tools-without-jinja': 'provider_error',
  'compat-mistral/http-400-invalid-model-stream': 'provider_model_not_found',
  'compat-xai/http-400-bad-key': 'provider_auth',
  'compat-xai/http-400-model': 'provider_model_not_found',
  'gemini/http-404-as-event-stream': 'provider_model_not_found',
  'gemini/vendor-error-mid-stream': 'provider_error',
  'gemini/vendor-http-403-or-400-api-key': 'provider_auth',
  'gemini/vendor-invalid-json': 'provider_stream_broken',
  'gemini/vendor-malformed-content': 'provider_stream_broken',
  'gemini/vendor-prompt-blocked-message': 'provider_refused',
  'ollama/mid-stream-error-generate': 'provider_error',
  'openai-chat/http-400-validation': 'provider_bad_request',
  'openai-chat/http-404-model-not-found': 'provider_model_not_found',
  'openai-responses/http-400-model-not-found-stream': 'provider_model_not_found',
  'openai-responses/http-401-invalid-key': 'provider_auth',
  'openrouter/http-401-no-auth': 'provider_auth',
  'openrouter/http-429-upstream': 'provider_rate_limit',
}

/** Seconds to wait that stand in a body; those in the headers are read from the recording. */
export const expectedRetries: Record<string, number> = {}

/** Where our word for the end does not follow from the provider's own. */
export const expectedFinishes: Record<string, FinishReason> = {
  'gemini/unexpected-tool-call': 'tool_calls',
  'gemini/vendor-unknown-finish-enum': 'stop',
}

/** Expectations that are not met, and why. Such a case is still read in every way of cutting it, and must end. */
export const unmet: Record<string, string> = {}

/** Recordings that are no answers of a provider: their codec's own test reads them. */
export const noAnswers = new Set(['bedrock.eventstream-vector'])

const words: Record<string, FinishReason> = {
  completed: 'stop',
  stop: 'stop',
  end_turn: 'stop',
  stop_sequence: 'stop',
  tool_calls: 'tool_calls',
  tool_use: 'tool_calls',
  length: 'length',
  max_tokens: 'length',
  max_output_tokens: 'length',
  model_context_window_exceeded: 'length',
  content_filter: 'content_filter',
  refusal: 'content_filter',
  safety: 'content_filter',
}

/** Our word for a provider's. Several say `stop` for tool calls too. */
export function ourFinish(name: string, said: string | null, calls: boolean): FinishReason | undefined {
  if (expectedFinishes[name]) return expectedFinishes[name]
  const reason = words[said?.toLowerCase() ?? '']
  return reason === 'stop' && calls ? 'tool_calls' : reason
}
