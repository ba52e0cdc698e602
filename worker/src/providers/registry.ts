import type { ProviderId } from '#protocol/rest/providers.ts'
import { bedrock } from './bedrock/bedrock.ts'
import { anthropic } from './anthropic/anthropic.ts'
import { chatCompletions } from './chat-completions/chat-completions.ts'
import { openAiDialect, openRouterDialect } from './chat-completions/dialects.ts'
import { demoFetch } from './demo/fetch.ts'
import { demoWire } from './demo/wire.ts'
import { gemini } from './gemini/gemini.ts'
import { ollama } from './ollama/ollama.ts'
import { responses } from './responses/responses.ts'
import type { Fetch, WireFormat } from './wire.ts'

export interface ProviderPlugin {
  id: ProviderId
  name: string
  needs_key: boolean
  needs_base_url: boolean
  /** The provider's own, when a key names none. */
  base_url: string | null
  /** The page where the provider hands out keys. */
  keys_url: string | null
  wire: WireFormat
  /** What a key with `api: "responses"` speaks instead, where the provider has both. */
  responses?: WireFormat
  fetch: Fetch
}

/** The platform's `fetch` must be called as a plain function. */
const network: Fetch = (request) => fetch(request)

/** Every provider. A new one is a line here, and a wire format beside it if it speaks its own. */
export const registry: Record<ProviderId, ProviderPlugin> = {
  openai: {
    id: 'openai',
    name: 'OpenAI',
    needs_key: true,
    needs_base_url: false,
    base_url: 'https://api.openai.com/v1',
    keys_url: 'https://platform.openai.com/api-keys',
    wire: chatCompletions(openAiDialect),
    responses: responses(),
    fetch: network,
  },
  anthropic: {
    id: 'anthropic',
    name: 'Anthropic',
    needs_key: true,
    needs_base_url: false,
    base_url: 'https://api.anthropic.com',
    keys_url: 'https://console.anthropic.com/settings/keys',
    wire: anthropic(),
    fetch: network,
  },
  openrouter: {
    id: 'openrouter',
    name: 'OpenRouter',
    needs_key: true,
    needs_base_url: false,
    base_url: 'https://openrouter.ai/api/v1',
    keys_url: 'https://openrouter.ai/settings/keys',
    wire: chatCompletions(openRouterDialect),
    responses: responses(),
    fetch: network,
  },
  gemini: {
    id: 'gemini',
    name: 'Google Gemini',
    needs_key: true,
    needs_base_url: false,
    base_url: 'https://generativelanguage.googleapis.com/v1beta',
    keys_url: 'https://aistudio.google.com/apikey',
    wire: gemini,
    fetch: network,
  },
  bedrock: {
    id: 'bedrock',
    name: 'AWS Bedrock',
    needs_key: true,
    needs_base_url: false,
    base_url: 'https://bedrock-runtime.REGION.amazonaws.com',
    keys_url: 'https://console.aws.amazon.com/bedrock/home#/api-keys',
    wire: bedrock(),
    fetch: network,
  },
  ollama: {
    id: 'ollama',
    name: 'Ollama',
    needs_key: false,
    needs_base_url: false,
    base_url: 'http://localhost:11434',
    keys_url: null,
    wire: ollama,
    fetch: network,
  },
  custom: {
    id: 'custom',
    name: 'OpenAI-compatible server',
    needs_key: true,
    needs_base_url: true,
    base_url: null,
    keys_url: null,
    wire: chatCompletions(),
    responses: responses(),
    fetch: network,
  },
  demo: {
    id: 'demo',
    name: 'Demo (scripted)',
    needs_key: false,
    needs_base_url: false,
    base_url: null,
    keys_url: null,
    wire: demoWire,
    fetch: demoFetch,
  },
}

/** Undefined when nobody of this name can answer. */
export function provider(id: string): ProviderPlugin | undefined {
  return Object.hasOwn(registry, id) ? registry[id as ProviderId] : undefined
}

/** Whether a key for this provider makes sense: it needs one, or an address may stand in one. */
export function takesKeys({ needs_key, needs_base_url, base_url }: ProviderPlugin): boolean {
  return needs_key || needs_base_url || base_url !== null
}

/** What a key speaks to its provider. */
export function wireOf(plugin: ProviderPlugin, api: 'chat' | 'responses'): WireFormat {
  return (api === 'responses' ? plugin.responses : undefined) ?? plugin.wire
}
