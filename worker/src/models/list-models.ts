import type { Model } from '#protocol/rest/providers.ts'
import { priceList } from '../providers/prices/prices.ts'
import type { ProviderPlugin } from '../providers/registry.ts'
import type { Credentials } from '../providers/wire.ts'
import { askModels } from './ask-models.ts'
import { keepModels } from './model-lists.ts'

/**
 * The provider's list, asked now and kept in memory under the key's id. What it doesn't say about window and price is the price
 * list's. Throws ai_provider_error saying what went wrong.
 */
export async function listModels(plugin: ProviderPlugin, credentials: Credentials, keyId: string): Promise<Model[]> {
  const [prices, asked] = await Promise.all([priceList(), askModels(plugin, credentials)])
  const models = asked.map((model) => {
    const listed = prices.of(plugin.id, model.id, credentials.base_url)
    return {
      ...model,
      context_window: model.context_window ?? listed?.context_window ?? null,
      max_output: model.max_output ?? listed?.max_output ?? null,
      price: listed?.price ?? model.price,
    }
  })
  keepModels(keyId, models)
  return models
}
