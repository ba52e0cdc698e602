import type { ProviderId } from '#protocol/rest/providers.ts'
import type { ModelChoice } from '#protocol/turn.ts'
import { noteKeyUse, sealKeyAgain } from '../db/keys.ts'
import { modelSources, type CredentialRow, type ModelSources } from '../db/model-sources.ts'
import type { Env } from '../env.ts'
import { checkBaseUrl } from '../lib/base-url.ts'
import { AppError } from '../lib/error.ts'
import { described, log } from '../lib/log.ts'
import { isStale } from '../lib/seal.ts'
import { pricedByProvider, priceList, type PricedModel, type PriceList } from '../providers/prices/prices.ts'
import { registry, wireOf } from '../providers/registry.ts'
import type { Credentials, WireFormat } from '../providers/wire.ts'
import { chooseModel } from './choose-model.ts'
import { openKey, sealKey } from './key-secret.ts'
import { learnLater } from './learn-later.ts'
import { learnModel } from './learn-model.ts'
import { keylessCredentials, ownAddress } from './own-address.ts'

export interface ModelAccess {
  provider: ProviderId
  model: string
  /** What the key speaks to its provider. */
  wire: WireFormat
  credentials: Credentials
  key_id: string | null
  /** The project's system prompt. */
  instructions: string
  /** Names of the tools that the project's turns may use; null: nobody has chosen. */
  tools: string[] | null
  /** Tokens; null: unknown. */
  context_window: number | null
  max_output: number | null
  /** Null: nobody knows what this model costs. A cost that the provider reports stands over it. */
  pricing: PricedModel | null
  price_version: string | null
  /** Whether any budget limits this person or project: without one a turn asks D1 nothing more. */
  has_budget: boolean
  make_titles: boolean
}

export interface ModelAsk {
  user_id: string
  project_id: string
  thread: { provider: string | null; model: string | null }
  choice: ModelChoice
}

/**
 * Which model answers a turn and what opens it. Throws AppError unknown_provider | unknown_model | no_key | base_url_refused.
 * `sources` may have been looked up ahead of time.
 */
export async function modelAccess(
  env: Env,
  ask: ModelAsk,
  sources: Promise<ModelSources> = modelSources(env.DB, ask),
): Promise<ModelAccess> {
  const list = priceList()
  const { project, person, keys, has_budget } = await sources
  const wishes = [ask.thread, project, person]
  const { provider, model, key } = chooseModel(ask.choice, wishes, keys)
  if (key) noteKeyUse(env.DB, key)
  const opened = await openModel(env, provider, model, key, await list)
  if (opened.context_window === null) void learnLater(registry[provider]!, opened)
  // the same object: its window may become known a moment later
  return Object.assign(opened, {
    has_budget,
    instructions: project.instructions,
    tools: project.tools === null ? null : (JSON.parse(project.tools) as string[]),
    make_titles: Boolean(person.make_titles),
  })
}

/** What calling a model takes: its wire format, credentials, limits and price. */
export type OpenModel = Omit<ModelAccess, 'has_budget' | 'instructions' | 'tools' | 'make_titles'>

/** Throws AppError no_key | base_url_refused. The limits are those of the provider's live list, else the price list's. */
export async function openModel(
  env: Env,
  provider: ProviderId,
  model: string,
  key: CredentialRow | null,
  prices: PriceList,
): Promise<OpenModel> {
  const plugin = registry[provider]!
  const credentials = key ? await credentialsOf(env, key) : keylessCredentials(env, plugin)
  const live = await learnModel(plugin, credentials, key?.id ?? provider, model)
  const listed = prices.of(provider, model, credentials.base_url)
  const pricing = listed ?? (live?.price ? pricedByProvider(live.price) : null)
  return {
    provider,
    model,
    wire: wireOf(plugin, key?.api ?? 'chat'),
    credentials,
    key_id: key?.id ?? null,
    context_window: live?.context_window ?? listed?.context_window ?? null,
    max_output: live?.max_output ?? listed?.max_output ?? null,
    pricing,
    price_version: pricing?.version ?? null,
  }
}

/** A key's text and address, checked again: a name may lead elsewhere than when it was saved. */
export async function credentialsOf(env: Env, key: CredentialRow): Promise<Credentials> {
  const plugin = registry[key.provider]
  const base_url = key.base_url ? await checkBaseUrl(env, key.base_url) : plugin && ownAddress(env, plugin)
  if (!base_url) throw new AppError('no_key', 'This key has no base URL.')
  const api_key = await openKey(env, key).catch((error: unknown) => {
    log('error', 'a key does not open', { key_id: key.id, error: described(error) })
    throw new AppError('no_key', 'This key can’t be opened any more: enter it again.')
  })
  void sealAgain(env, key, api_key).catch((error: unknown) => log('warn', 'not sealed', { error: described(error) }))
  return { api_key, base_url, region: key.region }
}

/** After ENCRYPTION_KEY got a newer version each key moves to it when it is used. Nobody waits for it. */
async function sealAgain(env: Env, key: CredentialRow, text: string): Promise<void> {
  if (!isStale(env, key.sealed_version)) return
  const { sealed, sealed_version } = await sealKey(env, key, text)
  await sealKeyAgain(env.DB, key, { sealed, sealed_version })
}
