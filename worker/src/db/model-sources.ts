import type { ProviderId } from '#protocol/rest/providers.ts'

/** What a project's or a person's settings say about the model. */
export interface ModelWish {
  provider: string | null
  model: string | null
}

/** A key with what opens it. */
export interface CredentialRow {
  id: string
  user_id: string
  provider: ProviderId
  key_name: string
  is_default: boolean
  api: 'chat' | 'responses'
  base_url: string | null
  region: string | null
  sealed: string
  sealed_version: string
  last_used_at: string | null
}

interface ProjectWish extends ModelWish {
  instructions: string
  /** JSON. */
  tools: string | null
}
interface PersonWish extends ModelWish {
  make_titles: boolean
}

/** What a person's and a project's choices and keys are. */
export interface ModelSources {
  project: ProjectWish
  person: PersonWish
  keys: CredentialRow[]
  has_budget: boolean
}

const PROJECT = `SELECT instructions, tools, default_provider AS provider, default_model AS model FROM projects WHERE id = ?`
const PERSON = `SELECT settings ->> 'default_provider' AS provider, settings ->> 'default_model' AS model,
  coalesce(settings ->> 'make_titles', 1) AS make_titles FROM users WHERE id = ?`
const KEYS = `SELECT id, user_id, provider, key_name, is_default, api, base_url, region, sealed, sealed_version, last_used_at
  FROM keys WHERE user_id = ? AND is_active = 1 ORDER BY created_at, id`
const HAS_BUDGET = `SELECT 1 FROM budgets WHERE scope = 'person' AND target_id = ?
  UNION ALL SELECT 1 FROM budgets WHERE scope = 'project' AND target_id = ? LIMIT 1`

/** One round trip: this is on the way to the first token. */
export async function modelSources(
  db: D1Database,
  { user_id, project_id }: { user_id: string; project_id: string },
): Promise<ModelSources> {
  const [projects, people, keys, budgets] = await db.batch([
    db.prepare(PROJECT).bind(project_id),
    db.prepare(PERSON).bind(user_id),
    db.prepare(KEYS).bind(user_id),
    db.prepare(HAS_BUDGET).bind(user_id, project_id),
  ])
  const nothing = { provider: null, model: null }
  const project = (projects?.results[0] as ProjectWish | undefined) ?? { ...nothing, instructions: '', tools: null }
  const person = (people?.results[0] as PersonWish | undefined) ?? { ...nothing, make_titles: true }
  const has_budget = (budgets?.results.length ?? 0) > 0
  return { project, person, keys: (keys?.results ?? []) as CredentialRow[], has_budget }
}

/** Whether a budget of theirs, or of the project, holds now. */
export async function hasBudget(db: D1Database, whose: { user_id: string; project_id: string }): Promise<boolean> {
  return (await db.prepare(HAS_BUDGET).bind(whose.user_id, whose.project_id).first()) !== null
}
