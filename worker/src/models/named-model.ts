import { noteKeyUse } from '../db/keys.ts'
import { modelSources } from '../db/model-sources.ts'
import type { Env } from '../env.ts'
import { AppError } from '../lib/error.ts'
import { priceList } from '../providers/prices/prices.ts'
import { provider as plugin } from '../providers/registry.ts'
import { chooseModel } from './choose-model.ts'
import { openModel, type OpenModel } from './open-model.ts'

export interface NamedModel extends OpenModel {
  /** Whether a budget limits the person or the project. */
  has_budget: boolean
}

/**
 * A model as other programs name it: `PROVIDER/MODEL` (the default key of that provider) or `KEY_NAME/MODEL`. Throws
 * unknown_model | no_key | base_url_refused.
 */
export async function namedModel(
  env: Env,
  whose: { user_id: string; project_id: string },
  name: string,
): Promise<NamedModel> {
  const prices = priceList()
  const { keys, has_budget } = await modelSources(env.DB, whose)
  const [prefix, model] = split(name)
  const named = keys.find((key) => key.key_name === prefix)
  if (!named && !plugin(prefix)) throw unknownModel(`There is no provider and no active key called “${prefix}”.`)
  const choice = named ? { key_id: named.id, model } : { provider: prefix, model }
  const { provider, key } = chooseModel(choice, [], keys)
  if (key) noteKeyUse(env.DB, key)
  return { ...(await openModel(env, provider, model, key, await prices)), has_budget }
}

function split(name: string): [prefix: string, model: string] {
  const slash = name.indexOf('/')
  const [prefix, model] = [name.slice(0, slash), name.slice(slash + 1)]
  if (slash < 1 || model === '')
    throw unknownModel(`“${name}” is no model’s name: write PROVIDER/MODEL or KEY_NAME/MODEL.`)
  return [prefix, model]
}

function unknownModel(message: string): AppError {
  return new AppError('unknown_model', message, { details: { fields: [{ field: 'model', message }] } })
}
