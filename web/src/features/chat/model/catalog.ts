import { createSignal } from 'solid-js'
import { createStore } from 'solid-js/store'
import type { Key } from '../../../../../worker/protocol/rest/keys.ts'
import type { Model } from '../../../../../worker/protocol/rest/providers.ts'
import { listKeys } from '../../../api/keys.ts'
import { wordsOf } from '../../../api/error.ts'
import { listModels, listProviders } from '../../../api/providers.ts'

/** The models that one key opens, or the demo's. */
export interface ModelGroup {
  id: string
  title: string
  provider: string
  key_id?: string
  /** Whether the provider's name alone means this key. */
  is_default: boolean
  status: 'loading' | 'ready' | 'failed'
  error: string
  models: Model[]
}

const [groups, setGroups] = createStore<ModelGroup[]>([])
const [keyCount, setKeyCount] = createSignal<number>()
export { groups as modelGroups }
/** How many keys that work for something this person has; undefined until known. */
export { keyCount }

const FRESH_MS = 60_000
let loadedAt = 0

/** Asks for keys and their models, unless that was a moment ago. A key that fails leaves the others standing. */
export async function loadCatalog(force = false): Promise<void> {
  if (!force && Date.now() - loadedAt < FRESH_MS && groups.every((group) => group.status === 'ready')) return
  loadedAt = Date.now()
  const [providers, keys] = await Promise.all([listProviders(), listKeys()])
  const active = keys.filter((key) => key.is_active)
  setKeyCount(active.length)
  const names = new Map(providers.map((provider) => [provider.id, provider.name]))
  const wanted = active.map((key) => groupOfKey(key, names.get(key.provider) ?? key.provider, active))
  for (const provider of providers)
    if (!provider.needs_key && !provider.needs_base_url)
      wanted.push(emptyGroup(provider.id, provider.name, provider.id))
  const known = new Map(groups.map((group) => [group.id, group.models]))
  setGroups(wanted.map((group) => ({ ...group, models: known.get(group.id) ?? [] })))
  await Promise.all(wanted.map((group) => loadGroup(group)))
}

const emptyGroup = (id: string, title: string, provider: string): ModelGroup => ({
  id,
  title,
  provider,
  is_default: true,
  status: 'loading',
  error: '',
  models: [],
})

/** A thread keeps provider and model; the key is named only where it isn't the provider's default. */
function groupOfKey(key: Key, provider: string, keys: Key[]): ModelGroup {
  const alone = keys.filter((other) => other.provider === key.provider).length === 1
  const title = alone && key.provider !== 'custom' ? provider : key.key_name
  const group = emptyGroup(key.id, title, key.provider)
  return { ...group, key_id: key.id, is_default: key.is_default }
}

async function loadGroup({ id, provider, key_id }: ModelGroup): Promise<void> {
  const at = () => groups.findIndex((group) => group.id === id)
  try {
    const { items } = await listModels(provider, { key_id })
    if (at() >= 0) setGroups(at(), { models: items, status: 'ready', error: '' })
  } catch (error) {
    if (at() >= 0) setGroups(at(), { status: 'failed', error: wordsOf(error) })
  }
}

/** The model's own name where it is known, else its id. */
export function modelName(provider: string | null | undefined, model: string | null | undefined): string {
  if (!model) return 'Choose a model'
  if (provider === 'demo') return 'demo, scripted'
  const known = groups.find((group) => group.provider === provider)?.models.find((one) => one.id === model)
  return known?.name ?? model
}
