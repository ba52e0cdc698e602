import type { Model } from '#protocol/rest/providers.ts'
import { keyModels } from '../../models/key-models.ts'
import { listKeys, type KeyRow } from '../../db/keys.ts'
import { AppError } from '../../lib/error.ts'
import { registry, type ProviderPlugin } from '../../providers/registry.ts'
import type { AppContext } from '../http/app-env.ts'

/** A provider that takes longer is left out: a list is not worth waiting for. */
const PATIENCE_MS = 4_000

/** A list to ask for, and what its models are named by: `PROVIDER/` and `KEY_NAME/`. */
interface Source {
  plugin: ProviderPlugin
  key: KeyRow | undefined
  prefixes: string[]
}

/** `GET /v1/models`: every model of every active key and of the providers that need none, by each of its names. */
export async function answerModels(c: AppContext): Promise<Response> {
  return c.json({ object: 'list', data: await listed(c) })
}

/** `GET /v1/models/PROVIDER/MODEL` */
export async function answerModel(c: AppContext): Promise<Response> {
  const id = c.req.param('model') ?? ''
  const found = (await listed(c, id)).find((model) => model.id === id)
  if (found) return c.json(found)
  const message = `There is no model “${id}” here.`
  throw new AppError('unknown_model', message, { details: { fields: [{ field: 'model', message }] } })
}

/** `only`: just the lists that can hold a model of this name. */
async function listed(c: AppContext, only = '') {
  const sources = sourcesOf(await listKeys(c.env.DB, c.get('me').id))
  const asked = sources.filter(
    ({ prefixes }) => only === '' || prefixes.some((prefix) => only.startsWith(`${prefix}/`)),
  )
  const lists = await Promise.all(asked.map((source) => modelsOf(c, source)))
  return lists.flat()
}

function sourcesOf(keys: KeyRow[]): Source[] {
  const active = keys.filter((key) => key.is_active)
  return Object.values(registry).flatMap((plugin): Source[] => {
    const own = active.filter((key) => key.provider === plugin.id)
    const first = own.find((key) => key.is_default) ?? own[0]
    const named = own.map((key) => ({ plugin, key, prefixes: [...(key === first ? [plugin.id] : []), key.key_name] }))
    return first || needsKey(plugin) ? named : [{ plugin, key: undefined, prefixes: [plugin.id] }]
  })
}

async function modelsOf(c: AppContext, { plugin, key, prefixes }: Source) {
  const late = new Promise<Model[]>((resolve) => setTimeout(() => resolve([]), PATIENCE_MS))
  const asked = keyModels(c.env, plugin, key, false).catch(() => [])
  // the list is remembered even if it comes too late for this answer
  c.executionCtx.waitUntil(asked)
  const models = await Promise.race([asked, late])
  return prefixes.flatMap((prefix) => models.map((model) => shown(`${prefix}/${model.id}`, plugin.id, model)))
}

function shown(id: string, owned_by: string, { name, context_window, max_output, abilities, price }: Model) {
  return {
    id,
    object: 'model',
    created: 0,
    owned_by,
    name,
    context_window,
    max_output,
    abilities,
    // dollars a million tokens
    pricing: price,
  }
}

function needsKey(plugin: ProviderPlugin): boolean {
  return plugin.needs_key || plugin.needs_base_url
}
