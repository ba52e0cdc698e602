import type { ProviderId } from '#protocol/rest/providers.ts'
import type { ModelChoice } from '#protocol/turn.ts'
import type { Env } from '../env.ts'
import { checkBaseUrl } from '../lib/base-url.ts'
import { AppError } from '../lib/error.ts'
import { described, log } from '../lib/log.ts'
import { isStale } from '../lib/seal.ts'
import { pricedByProvider, priceList, type PricedModel, type PriceList } from '../providers/prices/prices.ts'
import { registry, wireOf } from '../providers/registry.ts'
import type { Credentials, WireFormat } from '../providers/wire.ts'
import { chooseModel, type KeyChoice, type Wish } from './choose-model.ts'
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

export interface CredentialRow extends KeyChoice {
  user_id: string
  key_name: string
  api: 'chat' | 'responses'
  base_url: string | null
  region: string | null
  sealed: string
  sealed_version: string
  last_used_at: string | null
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
  if (key) noteUse(env.DB, key)
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
  const sql = 'UPDATE keys SET sealed = ?, sealed_version = ? WHERE id = ? AND sealed = ?'
  await env.DB.prepare(sql).bind(sealed, sealed_version, key.id, key.sealed).run()
}

const PROJECT = `SELECT instructions, tools, default_provider AS provider, default_model AS model FROM projects WHERE id = ?`
const PERSON = `SELECT settings ->> 'default_provider' AS provider, settings ->> 'default_model' AS model,
  coalesce(settings ->> 'make_titles', 1) AS make_titles FROM users WHERE id = ?`
const KEYS = `SELECT id, user_id, provider, key_name, is_default, api, base_url, region, sealed, sealed_version, last_used_at
  FROM keys WHERE user_id = ? AND is_active = 1 ORDER BY created_at, id`
const HAS_BUDGET = `SELECT 1 FROM budgets WHERE scope = 'person' AND target_id = ?
  UNION ALL SELECT 1 FROM budgets WHERE scope = 'project' AND target_id = ? LIMIT 1`

interface ProjectWish extends Wish {
  instructions: string
  /** JSON. */
  tools: string | null
}
interface PersonWish extends Wish {
  make_titles: boolean
}

/** What a person's and a project's choices and keys are. */
export interface ModelSources {
  project: ProjectWish
  person: PersonWish
  keys: CredentialRow[]
  has_budget: boolean
}

/** One round trip: this is on the way to the first token. */
export async function modelSources(
  db: D1Database,
  ask: Pick<ModelAsk, 'user_id' | 'project_id'>,
): Promise<ModelSources> {
  const [projects, people, keys, budgets] = await db.batch([
    db.prepare(PROJECT).bind(ask.project_id),
    db.prepare(PERSON).bind(ask.user_id),
    db.prepare(KEYS).bind(ask.user_id),
    db.prepare(HAS_BUDGET).bind(ask.user_id, ask.project_id),
  ])
  const nothing = { provider: null, model: null }
  const project = (projects?.results[0] as ProjectWish | undefined) ?? { ...nothing, instructions: '', tools: null }
  const person = (people?.results[0] as PersonWish | undefined) ?? { ...nothing, make_titles: true }
  const has_budget = (budgets?.results.length ?? 0) > 0
  return { project, person, keys: (keys?.results ?? []) as CredentialRow[], has_budget }
}

const HOUR_MS = 3_600_000

/** `last_used_at` is kept to the hour: a row for each turn would double what a turn writes. Nobody waits for it. */
export function noteUse(db: D1Database, key: CredentialRow): void {
  if (key.last_used_at && Date.parse(key.last_used_at) > Date.now() - HOUR_MS) return
  const update = db.prepare('UPDATE keys SET last_used_at = ? WHERE id = ?').bind(new Date().toISOString(), key.id)
  update.run().catch(() => undefined)
}
