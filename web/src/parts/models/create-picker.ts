import { createEffect, createMemo, createSignal, on, onMount } from 'solid-js'
import { wordsOf } from '../../api/error.ts'
import { plural } from '../../lib/numbers.ts'
import { knownModel, loadCatalog, modelGroups } from './catalog.ts'
import { favoriteModels, toggleFavorite } from './favorite-models.ts'
import { closeModelPicker, type PickerRequest } from './open-model-picker.ts'
import { pickerKeys } from './picker-keys.ts'
import { recentModels, rememberModel } from './recent-models.ts'
import { pickerSections, type ModelRow } from './rows.ts'

/** What the picker shows and does: which rows, which of them Enter takes, and what a pick or a star means. */
export function createPicker(request: PickerRequest) {
  const [search, setSearch] = createSignal('')
  const [at, setAt] = createSignal(0)
  const [problem, setProblem] = createSignal('')
  const [said, setSaid] = createSignal('')
  const recents = recentModels()
  const sections = createMemo(() => pickerSections(modelGroups, search(), { favorites: favoriteModels(), recents }))
  const rows = createMemo(() => sections().flatMap((section) => section.rows))
  const marked = createMemo(() => {
    let left = at()
    for (const section of sections()) {
      if (left < section.rows.length) return `model-${section.id}-${left}`
      left -= section.rows.length
    }
    return undefined
  })
  const current = () => request.current
  const isCurrent = ({ group, model }: ModelRow) => {
    const own = group.provider === current()?.provider && model.id === current()?.model
    return own && (current()?.key_id ? group.key_id === current()?.key_id : group.is_default)
  }
  const groupAt = () => rows()[at()]?.group ?? modelGroups[0]
  const reasons = () => knownModel(current()?.provider, current()?.model)?.abilities.includes('reasoning') ?? false

  const load = () => {
    setProblem('')
    loadCatalog().catch((error: unknown) => setProblem(wordsOf(error)))
  }
  onMount(load)
  /** Until a person moves, the mark is on what is used now, wherever the lists that come put it. */
  let moved = false
  const move = (to: number) => {
    moved = true
    setAt(to)
  }
  createEffect(on(search, () => (moved = false)))
  createEffect(
    on([rows, search], ([all]) => {
      const chosen = search() === '' ? all.findIndex(isCurrent) : 0
      setAt(Math.max(0, moved ? Math.min(at(), all.length - 1) : chosen))
    }),
  )
  createEffect(on(search, (words) => words && setSaid(`${plural(rows().length, 'model')} found`), { defer: true }))

  function pick(row: ModelRow | undefined): void {
    if (!row) return
    const { group, model } = row
    const choice = {
      provider: group.provider,
      model: model.id,
      key_id: group.is_default ? undefined : group.key_id,
    }
    rememberModel(choice)
    closeModelPicker()
    request.onPick(choice)
  }
  function star(row: ModelRow | undefined): void {
    if (!row) return
    const { group, model } = row
    toggleFavorite(group.provider, model.id).then(
      (now) => {
        setSaid(`${model.name} is ${now ? 'a favorite' : 'no favorite any more'}`)
        follow(row)
      },
      (error: unknown) => setProblem(`Not marked. ${wordsOf(error)}`),
    )
  }
  /** The row moved under the mark: the mark goes with it. */
  function follow(row: ModelRow): void {
    const place = rows().lastIndexOf(row)
    if (place >= 0) move(place)
  }
  const onKeyDown = pickerKeys({
    count: () => rows().length,
    at,
    move,
    isEmpty: () => search() === '',
    pick: () => pick(rows()[at()]),
    star: () => star(rows()[at()]),
  })
  return {
    search,
    setSearch,
    sections,
    isEmpty: () => rows().length === 0,
    rows,
    at,
    move,
    /** Whether a person has moved the mark. */
    isMoved: () => moved,
    /** The id of the row that Enter takes. */
    marked,
    isCurrent,
    groupAt,
    reasons,
    pick,
    star,
    onKeyDown,
    load,
    problem,
    said,
  }
}
