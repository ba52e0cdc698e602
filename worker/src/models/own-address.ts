import type { Env } from '../env.ts'
import { AppError } from '../lib/error.ts'
import { settings } from '../lib/settings.ts'
import type { ProviderPlugin } from '../providers/registry.ts'

/**
 * The provider's own address, null where it has none that is reached from here: what runs on localhost is nobody's on a
 * deployment.
 */
export function ownAddress(env: Env, { base_url }: Pick<ProviderPlugin, 'base_url'>): string | null {
  if (base_url === null) return null
  const near = new URL(base_url).hostname === 'localhost'
  return near && !settings(env).ALLOW_PRIVATE_BASE_URLS ? null : base_url
}

/** Whether a key must name an address. */
export function needsAddress(env: Env, plugin: Pick<ProviderPlugin, 'base_url' | 'needs_base_url'>): boolean {
  return plugin.needs_base_url || (plugin.base_url !== null && ownAddress(env, plugin) === null)
}

/** Credentials without a key. Throws no_key where the provider can't be reached without one. */
export function keylessCredentials(env: Env, plugin: ProviderPlugin) {
  if (needsAddress(env, plugin)) {
    throw new AppError('no_key', `Add a key for ${plugin.name} with the base URL where yours answers.`)
  }
  return { api_key: '', base_url: ownAddress(env, plugin) ?? '', region: null }
}
