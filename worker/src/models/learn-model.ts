import type { Model } from '#protocol/rest/providers.ts'
import type { ProviderPlugin } from '../providers/registry.ts'
import type { Credentials } from '../providers/wire.ts'
import { askDetails } from './ask-models.ts'
import { keepModel, knownModel } from './model-lists.ts'

const PATIENCE_MS = 2000

/**
 * What is known of a model, asked now where its provider tells about one and no list was looked at: without its window
 * Ollama would cut a prompt in silence. Undefined when nobody says.
 */
export async function learnModel(
  plugin: ProviderPlugin,
  credentials: Credentials,
  keyId: string,
  id: string,
): Promise<Model | undefined> {
  const known = knownModel(keyId, id)
  if (known || !plugin.wire.details) return known
  const nothing: Model = { id, name: id, context_window: null, max_output: null, abilities: ['streaming'], price: null }
  const model = (await askDetails(plugin, credentials, nothing, AbortSignal.timeout(PATIENCE_MS))) ?? nothing
  keepModel(keyId, model)
  return model
}
