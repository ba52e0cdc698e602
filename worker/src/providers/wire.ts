import type { ProviderFailure } from '#protocol/error.ts'
import type { Model } from '#protocol/rest/providers.ts'
import type { ModelOptions } from '#protocol/turn.ts'
import type { Usage } from '#protocol/usage.ts'

/** What a provider's answer is made of, whatever its wire format. `finish` or `failure` comes exactly once, last. */
export type ProviderEvent =
  | { type: 'text'; text: string }
  | { type: 'reasoning'; text: string }
  /** A piece that the provider wants back as it is when the conversation goes on (a signature, encrypted reasoning). */
  | { type: 'echo'; item: unknown }
  /** A piece of a call that is told whole later: what it took, should the answer break off before. */
  | { type: 'calling'; text: string }
  /**
   * A whole tool call, in order; `arguments` is the text as the model wrote it, which may be cut. `at`: characters of the
   * answer's text that came before it.
   */
  | { type: 'tool_call'; id: string; name: string; arguments: string; at: number; signature?: string }
  /**
   * Overwrites what came before it: a provider may report more than once. `cost_usd` only where the provider says so. `billed`
   * only where the bill is another than the answer's tokens tell, such as for a summary that the provider made on the way.
   */
  | { type: 'usage'; usage: Usage; cost_usd: string | null; billed?: Billed }
  | { type: 'finish'; reason: FinishReason; native: string }
  | { type: 'failure'; failure: ProviderFailure }

/** Tokens as they are billed. What is written to a cache for an hour costs more than for minutes. */
export type Billed = Usage & { cache_write_1h_tokens?: number }

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

/** How closely OpenAI's models look, and what that costs; others look as they do. */
export type ImageDetail = 'auto' | 'low' | 'high'

export type PromptPart =
  | { type: 'text'; text: string }
  /** `data` is base64 without a `data:` prefix. */
  | { type: 'image'; media_type: string; data: string; detail?: ImageDetail }
  /** Fetched by the provider, never by us. */
  | { type: 'image_url'; url: string; detail?: ImageDetail }
export type PromptContent = string | PromptPart[]

/** A tool call of an earlier answer. `arguments` is JSON, empty for none; what isn't JSON is sent as an empty object. */
export interface PromptToolCall {
  id: string
  name: string
  arguments: string
  signature?: string
}

/** What an earlier answer's provider wants back, and who that was: nobody else understands it. */
export interface Echo {
  wire: WireName
  model: string
  items: unknown[]
}

export type PromptMessage =
  | { role: 'system'; content: string }
  | { role: 'user'; content: PromptContent }
  | { role: 'assistant'; content: string; reasoning?: string; echo?: Echo; tool_calls?: PromptToolCall[] }
  | { role: 'tool'; tool_call_id: string; name: string; content: PromptContent; is_error?: boolean }

/** A tool that the model may call; `parameters` is a JSON schema of an object. */
export interface ToolDefinition {
  name: string
  description: string
  parameters: Record<string, unknown>
  /** Arguments follow the schema to the letter, where the provider can promise that. */
  strict?: boolean
}
export type ToolChoice = 'auto' | 'none' | 'required' | { name: string }

/** The answer as JSON: any object, or one of a schema. */
export type ResponseFormat =
  { type: 'json' } | { type: 'json_schema'; name: string; schema: Record<string, unknown>; strict?: boolean }

export interface ModelRequest {
  model: string
  messages: PromptMessage[]
  options: ModelOptions
  tools?: ToolDefinition[]
  tool_choice?: ToolChoice
  parallel_tool_calls?: boolean
  response_format?: ResponseFormat
  /** Tokens this model can write at most, where known: some providers want a number even when nobody named one. */
  max_output?: number | null
  /** Tokens this model may read, where known: a server at home reserves memory for as many as it is told. */
  context_window?: number | null
}

export interface EmbeddingRequest {
  model: string
  input: string[]
  dimensions?: number
}
export interface Embeddings {
  vectors: number[][]
  /** Null where the provider counts none. */
  input_tokens: number | null
}

export const wireNames = ['chat', 'responses', 'anthropic', 'gemini', 'bedrock', 'ollama', 'demo'] as const
export type WireName = (typeof wireNames)[number]

/** One provider's way of speaking: a request out, a reader for what comes back, and its words for a failure. */
export interface WireFormat {
  name: WireName
  /** Only where signing needs it is this a promise: a request that can leave at once does. */
  request(credentials: Credentials, request: ModelRequest): Request | Promise<Request>
  reader(): WireReader
  /** What an answer with a status outside 2xx means. `body` is at most 64 kB of its text. */
  failure(status: number, headers: Headers, body: string): ProviderFailure
  models(credentials: Credentials): Request | Promise<Request>
  /** Throws when the body isn't a list of models. */
  readModels(body: unknown): Model[]
  /** For a provider with a second list. Where it can't be had, the first alone is the answer. */
  moreModels?: {
    request(credentials: Credentials): Request | Promise<Request>
    /** Throws when the body isn't a list of models. */
    read(body: unknown): Model[]
  }
  /** For a provider whose list says little: a request for more about one model, and what its answer adds. */
  details?: {
    request(credentials: Credentials, model: string): Request
    read(body: unknown, model: Model): Model
  }
  /** Absent where the provider has none. */
  embeddings?: {
    request(credentials: Credentials, request: EmbeddingRequest): Request | Promise<Request>
    /** Throws when the body isn't a list of vectors. */
    read(body: unknown): Embeddings
  }
}

/** A format whose requests need no signature: they leave at once. */
export interface SyncWireFormat extends WireFormat {
  request(credentials: Credentials, request: ModelRequest): Request
  models(credentials: Credentials): Request
}

/** `fetch`, or what stands in its place (the demo model answers without a network). */
export type Fetch = (request: Request) => Promise<Response>
