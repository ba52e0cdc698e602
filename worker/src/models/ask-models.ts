import type { Model } from '#protocol/rest/providers.ts'
import { inTurns } from '../lib/in-turns.ts'
import type { ProviderPlugin } from '../providers/registry.ts'
import type { Credentials } from '../providers/wire.ts'
import { askProvider, oddAnswer } from './ask-provider.ts'

const PATIENCE_MS = 10_000
/** Where a provider's list says little, so many of its models are asked about one by one. */
const DETAILS_MAX = 50
const DETAILS_AT_ONCE = 6
/** Part of the patience after which a list without details is better than none. */
const DETAILS_PATIENCE_MS = 6000

/** The provider's own list of models, now. Throws ai_provider_error saying what went wrong. */
export async function askModels(plugin: ProviderPlugin, credentials: Credentials): Promise<Model[]> {
  const signal = AbortSignal.timeout(PATIENCE_MS)
  const more = moreModels(plugin, credentials, signal)
  const body = await askProvider(plugin, credentials, await plugin.wire.models(credentials), signal)
  const models = read(() => plugin.wire.readModels(body))
  const all = new Map([...models, ...(await more)].map((model) => [model.id, model]))
  return withDetails(plugin, credentials, [...all.values()])
}

/** A second list is good to have: a key may well be allowed the first alone. */
async function moreModels(plugin: ProviderPlugin, credentials: Credentials, signal: AbortSignal): Promise<Model[]> {
  const { moreModels: second } = plugin.wire
  if (!second) return []
  try {
    return second.read(await askProvider(plugin, credentials, await second.request(credentials), signal))
  } catch {
    return []
  }
}

async function withDetails(plugin: ProviderPlugin, credentials: Credentials, models: Model[]): Promise<Model[]> {
  if (!plugin.wire.details) return models
  const signal = AbortSignal.timeout(DETAILS_PATIENCE_MS)
  const detailed = new Map(models.map((model) => [model.id, model]))
  await inTurns(models.slice(0, DETAILS_MAX), DETAILS_AT_ONCE, async (model) => {
    if (!signal.aborted) detailed.set(model.id, (await askDetails(plugin, credentials, model, signal)) ?? model)
  })
  return [...detailed.values()]
}

/** More about one model; null where the provider doesn't tell. */
export async function askDetails(
  plugin: ProviderPlugin,
  credentials: Credentials,
  model: Model,
  signal: AbortSignal,
): Promise<Model | null> {
  const { details } = plugin.wire
  if (!details) return null
  try {
    return details.read(await askProvider(plugin, credentials, details.request(credentials, model.id), signal), model)
  } catch {
    return null
  }
}

function read(list: () => Model[]): Model[] {
  try {
    return list()
  } catch {
    throw oddAnswer(200, 'it did not answer with a list of models; is the base URL right?')
  }
}
