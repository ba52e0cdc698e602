import type { Model } from '../../protocol/rest/providers.ts'
import type { KeyRow } from '../db/keys.ts'
import type { Env } from '../env.ts'
import type { ProviderPlugin } from '../providers/registry.ts'
import { listModels } from './list-models.ts'
import { credentialsOf } from './model-access.ts'
import { knownModels } from './model-lists.ts'
import { keylessCredentials } from './own-address.ts'

/**
 * Models that a key opens (or a provider that needs none), at most 5 minutes old unless `refresh` asks for now.
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
  const credentials = key ? await credentialsOf(env, key) : keylessCredentials(env, plugin)
  return listModels(plugin, credentials, name)
}
