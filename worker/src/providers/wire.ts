import type { ProviderFailure } from '../../protocol/error.ts'
import type { Model } from '../../protocol/rest/providers.ts'
import type { TurnOptions } from '../../protocol/turn.ts'
import type { Usage } from '../../protocol/usage.ts'

/** What a provider's answer is made of, whatever its wire format. `finish` or `failure` comes exactly once, last. */
export type ProviderEvent =
  | { type: 'text'; text: string }
  | { type: 'reasoning'; text: string }
  /** A whole tool call, in order; `arguments` is the text as the model wrote it, which may be cut. */
  | { type: 'tool_call'; id: string; name: string; arguments: string }
  /** Overwrites what came before it: a provider may report more than once. `cost_usd` only where the provider says so. */
  | { type: 'usage'; usage: Usage; cost_usd: string | null }
  | { type: 'finish'; reason: FinishReason; native: string }
  | { type: 'failure'; failure: ProviderFailure }

export type FinishReason = 'stop' | 'length' | 'tool_calls' | 'content_filter'
export type Emit = (event: ProviderEvent) => void

/**
 * Turns the bytes of one answer into events. Synchronous on purpose: a promise for each token is what makes relays slow.
 * Bytes may be cut anywhere, also inside a character.
 */
export interface WireReader {
  push(bytes: Uint8Array, emit: Emit): void
  /** The body has ended. Without a terminal event before it this emits `provider_stream_broken`. */
  end(emit: Emit): void
  /** True once `finish` or `failure` was emitted: the rest of the body may be cancelled. */
  readonly done: boolean
}

export interface Credentials {
  api_key: string
  /** Without a slash at its end. */
  base_url: string
  region: string | null
}

export interface PromptMessage {
  role: 'system' | 'user' | 'assistant'
  content: string
}

export interface ModelRequest {
  model: string
  messages: PromptMessage[]
  options: TurnOptions
}

/** One provider's way of speaking: a request out, a reader for what comes back, and its words for a failure. */
export interface WireFormat {
  request(credentials: Credentials, request: ModelRequest): Request
  reader(): WireReader
  /** What an answer with a status outside 2xx means. `body` is at most 64 kB of its text. */
  failure(status: number, headers: Headers, body: string): ProviderFailure
  models(credentials: Credentials): Request
  /** Throws when the body isn't a list of models. */
  readModels(body: unknown): Model[]
}

/** `fetch`, or what stands in its place (the demo model answers without a network). */
export type Fetch = (request: Request) => Promise<Response>
