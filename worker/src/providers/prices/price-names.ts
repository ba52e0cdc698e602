import type { ProviderId } from '#protocol/rest/providers.ts'

const LISTED: Partial<Record<ProviderId, string>> = {
  openai: 'openai',
  anthropic: 'anthropic',
  gemini: 'google',
  openrouter: 'openrouter',
  bedrock: 'aws',
}

/**
 * Whose prices hold: the price list's name of a provider, `free`, or null when nobody knows. A base URL that belongs to
 * another provider says more than the key's own; one that belongs to nobody is a relay of the key's provider.
 */
export function listedProvider(
  provider: ProviderId,
  base_url: string,
  byAddress: (base_url: string) => string | undefined,
): string | 'free' | null {
  if (provider === 'demo') return 'free'
  // At home it costs nothing. Ollama's own cloud is a subscription.
  if (provider === 'ollama') return isHost(base_url, 'ollama.com') ? null : 'free'
  if (isHost(base_url, 'api.together.ai')) return 'together'
  return (base_url && byAddress(base_url)) || LISTED[provider] || null
}

/** Of these the list finds another model's price by its loose match, or the price of text alone for what is mostly an image. */
const MISMATCHED: Record<string, RegExp> = { aws: /titan-embed-text-v2/, google: /-image/ }

/** A model under its name, or under that name without what providers put around it; null when none is listed. */
export function listedModel<Found>(listed: string, model: string, find: (name: string) => Found | null): Found | null {
  if (MISMATCHED[listed]?.test(model)) return null
  for (const name of names(listed, model)) {
    const found = find(name)
    if (found) return found
  }
  return null
}

function names(listed: string, model: string): string[] {
  const plain = model.replace(/^models\//, '')
  const bare = listed === 'openrouter' ? plain.replace(/:(nitro|floor|exacto)$/, '') : plain
  // a snapshot that is newer than the list costs what its family costs
  const family = bare.replace(/-(\d{4}-\d{2}-\d{2}|\d{8})$/, '')
  return [...new Set([bare, family])]
}

function isHost(base_url: string, host: string): boolean {
  const found = URL.parse(base_url)?.hostname
  return found === host || (found?.endsWith(`.${host}`) ?? false)
}
