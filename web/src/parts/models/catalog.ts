import { createSignal } from 'solid-js'
import { createStore } from 'solid-js/store'
import type { Key } from '#protocol/rest/keys.ts'
import type { Model, Provider } from '#protocol/rest/providers.ts'
import { ApiError } from '../../api/client.ts'
import { wordsOf } from '../../api/error.ts'
import { listKeys } from '../../api/keys.ts'
import { listModels, listProviders } from '../../api/providers.ts'

/** The models that one key opens, or those of a provider that needs none. */
export interface ModelGroup {
  id: string
  title: string
  provider: string
  key_id?: string
  /** Whether the provider's name alone means this key. */
  is_default: boolean
  status: 'loading' | 'ready' | 'failed'
  error: string
  /** What to say where there are no models. */
  none: string
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
  const [providers, keys] = await Promise.all([listProviders(), listKeys()])
  loadedAt = Date.now()
  const active = keys.filter((key) => key.is_active)
  setKeyCount(active.length)
  const wanted = [...active.map((key) => groupOfKey(key, providers, active)), ...keyless(providers)]
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
  none: 'It lists no models. Type a name to use one.',
  models: [],
})

function keyless(providers: Provider[]): ModelGroup[] {
  const open = providers.filter((one) => !one.needs_key && !one.needs_base_url)
  return open
    .filter((one) => one.keys === 0)
    .map((one) => ({
      ...emptyGroup(one.id, one.name, one.id),
      ...(one.base_url ? { none: absent(one.base_url) } : {}),
    }))
}

const absent = (base_url: string) => `Nothing runs at ${new URL(base_url).host}, or it has no models yet.`

/** A thread keeps provider and model; the key is named only where it isn't the provider's default. */
function groupOfKey(key: Key, providers: Provider[], keys: Key[]): ModelGroup {
  const provider = providers.find((one) => one.id === key.provider)?.name ?? key.provider
  const alone = keys.filter((other) => other.provider === key.provider).length === 1
  const several = key.provider === 'custom' ? key.key_name : `${provider}, ${key.key_name}`
  const group = emptyGroup(key.id, alone && key.provider !== 'custom' ? provider : several, key.provider)
  return { ...group, key_id: key.id, is_default: key.is_default }
}

async function loadGroup({ id, provider, key_id }: ModelGroup, refresh = false): Promise<void> {
  const at = () => groups.findIndex((group) => group.id === id)
  try {
    const { items } = await listModels(provider, { key_id, refresh })
    if (at() >= 0) setGroups(at(), { models: items, status: 'ready', error: '' })
  } catch (error) {
    if (at() >= 0) setGroups(at(), { status: 'failed', error: reasonOf(error) })
  }
}

const reasonOf = (error: unknown) =>
  error instanceof ApiError && error.code === 'offline' ? 'Not asked: there is no connection.' : wordsOf(error)

/** Asks the provider itself, not what was kept of its last answer. */
export async function refreshGroup(id: string): Promise<void> {
  const at = groups.findIndex((group) => group.id === id)
  const group = groups[at]
  if (!group || group.status === 'loading') return
  setGroups(at, { status: 'loading', error: '' })
  await loadGroup({ ...group }, true)
}

/** What is known of a model, from any key that lists it. */
export function knownModel(provider: string | null | undefined, model: string | null | undefined): Model | undefined {
  if (!model) return undefined
  for (const group of groups) {
    const found = group.provider === provider ? group.models.find((one) => one.id === model) : undefined
    if (found) return found
  }
  return undefined
}

/** Whether a provider answers here without a key and is no script: an Ollama beside the server. */
export function isOwn(provider: string | null | undefined): boolean {
  return groups.some((group) => group.provider === provider && isRealWithoutKey(group))
}

/** Whether there is any such provider. */
export const hasOwn = () => groups.some(isRealWithoutKey)

function isRealWithoutKey({ provider, key_id, models }: ModelGroup): boolean {
  return provider !== 'demo' && !key_id && models.length > 0
}

/** The model's own name where it is known, else its id. */
export function modelName(provider: string | null | undefined, model: string | null | undefined): string {
  if (!model) return 'Choose a model'
  return provider === 'demo' ? 'demo, scripted' : (knownModel(provider, model)?.name ?? model)
}
