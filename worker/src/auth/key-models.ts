import type { Model } from '../../protocol/rest/providers.ts'
import type { KeyRow } from '../db/keys.ts'
import type { Env } from '../env.ts'
import type { ProviderPlugin } from '../providers/registry.ts'
import { askModels } from './ask-models.ts'
import { credentialsOf } from './model-access.ts'
import { keepModels, knownModels } from './model-lists.ts'

/** Models that a key opens (or a provider that needs none), at most 5 minutes old unless `refresh` asks for now. */
export async function keyModels(
  env: Env,
  plugin: ProviderPlugin,
  key: KeyRow | undefined,
  refresh: boolean,
): Promise<Model[]> {
  const name = key?.id ?? plugin.id
  const known = refresh ? undefined : knownModels(name)
  if (known) return known
  const nothing = { api_key: '', base_url: plugin.base_url ?? '', region: null }
  const models = await askModels(plugin, key ? await credentialsOf(env, key) : nothing)
  keepModels(name, models)
  return models
}
