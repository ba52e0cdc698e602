import type { Model } from '../../protocol/rest/providers.ts'
import type { KeyRow } from '../db/keys.ts'
import type { Env } from '../env.ts'
import { priceList } from '../providers/prices.ts'
import type { ProviderPlugin } from '../providers/registry.ts'
import { askModels } from './ask-models.ts'
import { credentialsOf } from './model-access.ts'
import { keepModels, knownModels } from './model-lists.ts'
import { keylessCredentials } from './own-address.ts'

/**
 * Models that a key opens (or a provider that needs none), at most 5 minutes old unless `refresh` asks for now. What the
 * provider doesn't say about window and price is the price list's.
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
  const models = await enriched(plugin, credentials.base_url, await askModels(plugin, credentials))
  keepModels(name, models)
  return models
}

async function enriched(plugin: ProviderPlugin, base_url: string, models: Model[]): Promise<Model[]> {
  const prices = await priceList()
  return models.map((model) => {
    const listed = prices.of(plugin.id, model.id, base_url)
    return {
      ...model,
      context_window: model.context_window ?? listed?.context_window ?? null,
      max_output: model.max_output ?? listed?.max_output ?? null,
      price: listed?.price ?? model.price,
    }
  })
}
