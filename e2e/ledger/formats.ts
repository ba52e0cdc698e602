/** A key of each format, a model that is billed in full, and one whose calls are stopped: their rows don't mix. */
export interface LedgerFormat {
  key_name: string
  provider: string
  api?: 'chat' | 'responses'
  key?: string
  region?: string
  /** After the billing provider's address. */
  path: string
  model: string
  stopped: string
  /** What this format can tell of. */
  cached: boolean
  written: boolean
  reasoning: boolean
}

export const ledgerFormats: LedgerFormat[] = [
  {
    key_name: 'chat key',
    provider: 'openai',
    api: 'chat',
    path: '/chat',
    model: 'gpt-4o',
    stopped: 'gpt-4o-mini',
    cached: true,
    written: false,
    reasoning: true,
  },
  {
    key_name: 'responses key',
    provider: 'openai',
    api: 'responses',
    path: '/responses',
    model: 'gpt-4.1',
    stopped: 'gpt-4.1-mini',
    cached: true,
    written: false,
    reasoning: true,
  },
  {
    key_name: 'anthropic key',
    provider: 'anthropic',
    path: '/anthropic',
    model: 'claude-opus-4-1',
    stopped: 'claude-haiku-4-5',
    cached: true,
    written: true,
    reasoning: true,
  },
  {
    key_name: 'gemini key',
    provider: 'gemini',
    path: '/gemini',
    model: 'gemini-2.5-flash',
    stopped: 'gemini-2.5-flash-lite',
    cached: true,
    written: false,
    reasoning: true,
  },
  {
    key_name: 'bedrock key',
    provider: 'bedrock',
    key: 'AKIAOFTHETESTS:secret-of-the-tests',
    region: 'us-east-1',
    path: '/bedrock',
    model: 'us.anthropic.claude-sonnet-4-20250514-v1:0',
    stopped: 'amazon.nova-lite-v1:0',
    cached: true,
    written: true,
    reasoning: false,
  },
  {
    key_name: 'openrouter key',
    provider: 'openrouter',
    api: 'chat',
    path: '/openrouter',
    model: 'anthropic/claude-opus-4.1',
    stopped: 'openai/gpt-4o-mini',
    cached: true,
    written: true,
    reasoning: true,
  },
  {
    key_name: 'ollama key',
    provider: 'ollama',
    path: '/ollama',
    model: 'gemma3',
    stopped: 'llama3',
    cached: false,
    written: false,
    reasoning: false,
  },
  {
    key_name: 'house key',
    provider: 'custom',
    api: 'chat',
    path: '/house',
    model: 'house-model',
    stopped: 'house-model-2',
    cached: true,
    written: false,
    reasoning: true,
  },
]
