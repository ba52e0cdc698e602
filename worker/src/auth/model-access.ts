import type { ProviderId } from '../../protocol/rest/providers.ts'
import type { ModelChoice } from '../../protocol/turn.ts'
import type { Env } from '../env.ts'
import { checkBaseUrl } from '../lib/base-url.ts'
import { AppError } from '../lib/error.ts'
import { described, log } from '../lib/log.ts'
import { isStale } from '../lib/seal.ts'
import { registry } from '../providers/registry.ts'
import type { Credentials } from '../providers/wire.ts'
import { chooseModel, type KeyChoice, type Wish } from './choose-model.ts'
import { openKey, sealKey } from './key-secret.ts'
import { knownModel } from './model-lists.ts'

export interface ModelAccess {
  provider: ProviderId
  model: string
  credentials: Credentials
  key_id: string | null
  /** The project's system prompt. */
  instructions: string
  /** Tokens; null: unknown. */
  context_window: number | null
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
  const { project, person, keys } = await sources
  const wishes = [ask.thread, project, person]
  const { provider, model, key } = chooseModel(ask.choice, wishes, keys)
  const credentials = key ? await credentialsOf(env, key) : { api_key: '', base_url: '', region: null }
  if (key) noteUse(env.DB, key)
  return {
    provider,
    model,
    credentials,
    key_id: key?.id ?? null,
    instructions: project.instructions,
    context_window: knownModel(key?.id ?? provider, model)?.context_window ?? null,
    make_titles: Boolean(person.make_titles),
  }
}

/** A key's text and address, checked again: a name may lead elsewhere than when it was saved. */
export async function credentialsOf(env: Env, key: CredentialRow): Promise<Credentials> {
  const own = registry[key.provider]?.base_url
  const base_url = key.base_url ? await checkBaseUrl(env, key.base_url) : own
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

const PROJECT = `SELECT instructions, default_provider AS provider, default_model AS model FROM projects WHERE id = ?`
const PERSON = `SELECT settings ->> 'default_provider' AS provider, settings ->> 'default_model' AS model,
  coalesce(settings ->> 'make_titles', 1) AS make_titles FROM users WHERE id = ?`
const KEYS = `SELECT id, user_id, provider, is_default, base_url, region, sealed, sealed_version, last_used_at
  FROM keys WHERE user_id = ? AND is_active = 1 ORDER BY created_at, id`

interface ProjectWish extends Wish {
  instructions: string
}
interface PersonWish extends Wish {
  make_titles: boolean
}

/** What a person's and a project's choices and keys are. */
export interface ModelSources {
  project: ProjectWish
  person: PersonWish
  keys: CredentialRow[]
}

/** One round trip: this is on the way to the first token. */
export async function modelSources(
  db: D1Database,
  ask: Pick<ModelAsk, 'user_id' | 'project_id'>,
): Promise<ModelSources> {
  const [projects, people, keys] = await db.batch([
    db.prepare(PROJECT).bind(ask.project_id),
    db.prepare(PERSON).bind(ask.user_id),
    db.prepare(KEYS).bind(ask.user_id),
  ])
  const nothing = { provider: null, model: null }
  const project = (projects?.results[0] as ProjectWish | undefined) ?? { ...nothing, instructions: '' }
  const person = (people?.results[0] as PersonWish | undefined) ?? { ...nothing, make_titles: true }
  return { project, person, keys: (keys?.results ?? []) as CredentialRow[] }
}

const HOUR_MS = 3_600_000

/** `last_used_at` is kept to the hour: a row for each turn would double what a turn writes. Nobody waits for it. */
function noteUse(db: D1Database, key: CredentialRow): void {
  if (key.last_used_at && Date.parse(key.last_used_at) > Date.now() - HOUR_MS) return
  const update = db.prepare('UPDATE keys SET last_used_at = ? WHERE id = ?').bind(new Date().toISOString(), key.id)
  update.run().catch(() => undefined)
}
