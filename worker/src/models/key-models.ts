import type { Model } from '#protocol/rest/providers.ts'
import type { KeyRow } from '../db/keys.ts'
import type { Env } from '../env.ts'
import { AppError } from '../lib/error.ts'
import type { ProviderPlugin } from '../providers/registry.ts'
import { listModels } from './list-models.ts'
import { credentialsOf } from './open-model.ts'
import { knownModels } from './model-lists.ts'
import { keylessCredentials } from './own-address.ts'

/**
 * Models that a key opens (or a provider that needs none), at most 5 minutes old unless `refresh` asks for now. A provider
 * that nobody set up and that isn't running has none; a key's failure is thrown as ai_provider_error.
 */
export async function keyModels(
  env: Env,
  plugin: ProviderPlugin,
  key: KeyRow | undefined,
  refresh: boolean,
): Promise<Model[]> {
  const name = key?.id ?? plugin.id
  const known = refresh ? undefined : knownModels(name)
  if (known) return known
  if (key) return listModels(plugin, await credentialsOf(env, key), name)
  return listModels(plugin, keylessCredentials(env, plugin), name).catch(noneIfAbsent)
}

/** Most machines have no Ollama, and that is no failure of anybody's. */
function noneIfAbsent(error: unknown): Model[] {
  if (error instanceof AppError && error.extras.provider?.kind === 'provider_unreachable') return []
  throw error
}
