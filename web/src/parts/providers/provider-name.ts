const names: Record<string, string> = {
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
  return (provider && names[provider]) ?? 'The provider'
}
