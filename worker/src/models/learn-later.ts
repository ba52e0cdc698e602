import { pricedByProvider } from '../providers/prices/prices.ts'
import type { ProviderPlugin } from '../providers/registry.ts'
import { listModels } from './list-models.ts'
import type { OpenModel } from './open-model.ts'
import { knownModels } from './model-lists.ts'

/** The list is asked for once the turn's own request has left: nothing may stand in its way. */
const DELAY_MS = 100
/** A provider without a list isn't asked for it again and again. */
const ASK_AGAIN_MS = 10 * 60_000
const ASKED_MAX = 1_000
const asked = new Map<string, number>()

/** Nobody knows a model's window: its provider's list may, and is asked beside the turn, for the next one. Never throws. */
export async function learnLater(plugin: ProviderPlugin, opened: OpenModel): Promise<void> {
  const name = opened.key_id ?? opened.provider
  const now = Date.now()
  if (plugin.wire.details || knownModels(name) || (asked.get(name) ?? 0) > now - ASK_AGAIN_MS) return
  if (asked.size >= ASKED_MAX) asked.clear()
  asked.set(name, now)
  await scheduler.wait(DELAY_MS)
  const models = await listModels(plugin, opened.credentials, name).catch(() => [])
  const found = models.find((one) => one.id === opened.model)
  if (!found) return
  opened.context_window = found.context_window
  if (opened.pricing || !found.price) return
  opened.pricing = pricedByProvider(found.price)
  opened.price_version = opened.pricing?.version ?? null
}
