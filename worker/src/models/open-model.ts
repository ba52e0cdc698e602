import type { ProviderId } from '#protocol/rest/providers.ts'
import { sealKeyAgain } from '../db/keys.ts'
import type { CredentialRow } from '../db/model-sources.ts'
import type { Env } from '../env.ts'
import { checkBaseUrl } from '../lib/base-url.ts'
import { AppError } from '../lib/error.ts'
import { described, log } from '../lib/log.ts'
import { isStale } from '../lib/seal.ts'
import { pricedByProvider, type PricedModel, type PriceList } from '../providers/prices/prices.ts'
import { registry, wireOf } from '../providers/registry.ts'
import type { Credentials, WireFormat } from '../providers/wire.ts'
import { openKey, sealKey } from './key-secret.ts'
import { learnModel } from './learn-model.ts'
import { keylessCredentials, ownAddress } from './own-address.ts'

/** What asking a model takes: its wire format, credentials, limits and price. */
export interface OpenModel {
  provider: ProviderId
  model: string
  /** What the key speaks to its provider. */
  wire: WireFormat
  credentials: Credentials
  key_id: string | null
  /** Tokens; null: unknown. */
  context_window: number | null
  max_output: number | null
  /** Null: nobody knows what this model costs. A cost that the provider reports stands over it. */
  pricing: PricedModel | null
  price_version: string | null
}

/** Throws AppError no_key | base_url_refused. The limits are those of the provider's live list, else the price list's. */
export async function openModel(
  env: Env,
  provider: ProviderId,
  model: string,
  key: CredentialRow | null,
  prices: PriceList,
): Promise<OpenModel> {
  const plugin = registry[provider]
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
  const base_url = key.base_url ? await checkBaseUrl(env, key.base_url) : ownAddress(env, plugin)
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
