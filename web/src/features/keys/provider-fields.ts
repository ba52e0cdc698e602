import type { Key } from '#protocol/rest/keys.ts'
import type { Provider } from '#protocol/rest/providers.ts'

type Place = 'shown' | 'folded'

/** What is asked about a key of this provider. */
export interface ProviderFields {
  key: 'needed' | 'optional'
  base_url: Place
  /** It speaks both of OpenAI's formats. */
  api?: { own: Key['api'] }
  /** AWS: keys that sign, in a region. */
  aws: boolean
}

const apis: Partial<Record<Provider['id'], Key['api']>> = { openai: 'responses', openrouter: 'chat', custom: 'chat' }

export function fieldsOf(provider: Provider): ProviderFields {
  const own = apis[provider.id]
  const isAtHome = !provider.needs_key || provider.needs_base_url
  return {
    key: isAtHome ? 'optional' : 'needed',
    base_url: isAtHome ? 'shown' : 'folded',
    api: own && { own },
    aws: provider.id === 'bedrock',
  }
}

/** The demo answers without a key, so it takes none; every other provider has an address or asks for one. */
export const takesKey = (provider: Provider) => provider.needs_key || provider.needs_base_url || !!provider.base_url

/** What keeps a key from being sent, before the server is asked. */
export function missing(provider: Provider, key: string, baseUrl: string): 'key' | 'base_url' | undefined {
  if (fieldsOf(provider).key === 'needed' && !key) return 'key'
  return provider.needs_base_url && !baseUrl.trim() ? 'base_url' : undefined
}
