import type { ProviderId } from '#protocol/rest/providers.ts'

const names: Record<ProviderId, string> = {
  openai: 'OpenAI',
  anthropic: 'Anthropic',
  gemini: 'Gemini',
  openrouter: 'OpenRouter',
  bedrock: 'Bedrock',
  ollama: 'Ollama',
  demo: 'The demo',
  custom: 'The provider',
}

/** A provider's name as people write it. */
export function providerName(provider: string | undefined): string {
  return names[provider as ProviderId] ?? 'The provider'
}
