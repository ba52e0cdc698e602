import type { ModelChoice } from '#protocol/turn.ts'
import { noteKeyUse } from '../db/keys.ts'
import { modelSources, type ModelSources } from '../db/model-sources.ts'
import type { Env } from '../env.ts'
import { priceList } from '../providers/prices/prices.ts'
import { registry } from '../providers/registry.ts'
import { chooseModel } from './choose-model.ts'
import { learnLater } from './learn-later.ts'
import { openModel, type OpenModel } from './open-model.ts'

export interface ModelAccess extends OpenModel {
  /** The project's system prompt. */
  instructions: string
  /** Names of the tools that the project's turns may use; null: nobody has chosen. */
  tools: string[] | null
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
  if (opened.context_window === null) void learnLater(registry[provider], opened)
  // the same object: its window may become known a moment later
  return Object.assign(opened, {
    has_budget,
    instructions: project.instructions,
    tools: project.tools === null ? null : (JSON.parse(project.tools) as string[]),
    make_titles: Boolean(person.make_titles),
  })
}
