import type { Model } from '#protocol/rest/providers.ts'
import { price, windowSize } from '../../lib/numbers.ts'
import type { ModelGroup } from './catalog.ts'

export interface ModelRow {
  group: ModelGroup
  model: Model
  /** It isn't in the key's list: somebody typed its name, or it left the list since. */
  unlisted?: boolean
}
export interface Section {
  id: string
  title: string
  /** Of whose models it is the list. */
  group?: ModelGroup
  rows: ModelRow[]
}
interface Named {
  provider: string
  model: string
  key_id?: string
}

/** What the picker shows: favorites, recent ones, then each key's list; while searching only the lists. */
export function pickerSections(
  groups: readonly ModelGroup[],
  search: string,
  marked: { favorites: readonly Named[]; recents: readonly Named[] },
): Section[] {
  const lists = groups.map((group) => ({ id: group.id, title: group.title, group, rows: matching(group, search) }))
  const words = search.trim()
  if (words !== '') return [...lists.filter((list) => list.rows.length > 0), ...typed(groups, words)]
  const { favorites } = marked
  const recents = marked.recents.filter((one) => !favorites.some((other) => isSame(one, other)))
  const short = [
    { id: 'favorites', title: 'Favorites', rows: favorites.flatMap((one) => rowOf(groups, one) ?? []) },
    { id: 'recent', title: 'Recent', rows: recents.flatMap((one) => rowOf(groups, one) ?? []) },
  ]
  return [...short.filter((list) => list.rows.length > 0), ...lists]
}

const isSame = (one: Named, other: Named) => one.provider === other.provider && one.model === other.model

/** Where a model of a short list is answered from: the key it was used with, the default one, any that has it. */
function rowOf(groups: readonly ModelGroup[], { provider, model, key_id }: Named): ModelRow | undefined {
  const own = groups.filter((group) => group.provider === provider)
  const wanted = [own.find((one) => one.key_id === key_id), own.find((one) => one.is_default), ...own]
  const group = wanted.find((one) => one?.models.some((known) => known.id === model)) ?? wanted.find(Boolean)
  if (!group) return undefined
  const known = group.models.find((one) => one.id === model)
  return known ? listed(group, known) : { group, model: unknownModel(model), unlisted: true }
}

function matching(group: ModelGroup, search: string): ModelRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const found = group.models.filter((model) => {
    const text = `${model.name} ${model.id} ${group.title} ${group.provider}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
  const first = words[0]
  const rank = (model: Model) => (first !== undefined && startsWith(model, first) ? 0 : 1)
  const ranked = first === undefined ? found : found.toSorted((a, b) => rank(a) - rank(b))
  return ranked.map((model) => listed(group, model))
}

const startsWith = ({ name, id }: Model, word: string) =>
  name.toLowerCase().startsWith(word) || id.toLowerCase().startsWith(word)

/** A name that no list has may still be right: lists lag behind, and some servers have none. */
function typed(groups: readonly ModelGroup[], words: string): Section[] {
  const open = groups.filter((group) => group.provider !== 'demo' && !group.models.some((one) => one.id === words))
  if (open.length === 0 || /\s/.test(words) || words.length > 200) return []
  const rows = open.map((group) => ({ group, model: unknownModel(words), unlisted: true }))
  return [{ id: 'typed', title: 'Not in a list', rows }]
}

const unknownModel = (id: string): Model => ({
  id,
  name: id,
  context_window: null,
  max_output: null,
  abilities: [],
  price: null,
})

/** The same row again is the same object, so that a list keeps what it has drawn. */
const rows = new Map<string, ModelRow>()
function listed(group: ModelGroup, model: Model): ModelRow {
  const key = `${group.id} ${model.id}`
  const known = rows.get(key)
  if (known?.group === group && known.model === model) return known
  const row = { group, model }
  rows.set(key, row)
  return row
}

/** `200k · $3 / $15`, as far as it is known. */
export function modelNote({ group, model }: Pick<ModelRow, 'group' | 'model'>): string {
  if (group.provider === 'demo') return 'scripted · free'
  const size = model.context_window ? windowSize(model.context_window) : null
  return [size, priceNote(model)].filter(Boolean).join(' · ')
}

function priceNote({ price: known }: Model): string {
  const { input = null, output = null } = known ?? {}
  if (input === null || output === null) return 'price unknown'
  return input + output === 0 ? 'free' : `${price(input)} / ${price(output)}`
}
