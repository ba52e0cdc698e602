import { A } from '@solidjs/router'
import RefreshCw from 'lucide-solid/icons/refresh-cw'
import Search from 'lucide-solid/icons/search'
import { createEffect, createMemo, createSignal, on, onMount, Show } from 'solid-js'
import { wordsOf } from '../../../api/error.ts'
import { isTouch } from '../../../lib/media.ts'
import { plural } from '../../../lib/numbers.ts'
import { online } from '../../../lib/online.ts'
import { Floating } from '../../../ui/floating.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { modKey } from '../../../ui/kbd.tsx'
import { AskOptionsFields } from './ask-options.tsx'
import { keyCount, knownModel, loadCatalog, modelGroups, refreshGroup } from './catalog.ts'
import { favoriteModels, toggleFavorite } from './favorite-models.ts'
import { ModelSections } from './model-sections.tsx'
import { closeModelPicker, type PickerRequest } from './open-model-picker.ts'
import { pickerKeys } from './picker-keys.ts'
import { recentModels, rememberModel } from './recent-models.ts'
import { pickerSections, type ModelRow } from './rows.ts'

/** Models of every key, found by typing: a list below the button, a sheet on a phone. */
export function ModelPicker(props: { request: PickerRequest }) {
  let surface: HTMLDialogElement | undefined
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
  const current = () => props.request.current
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
  createEffect(
    () => marked() && surface?.querySelector(`#${CSS.escape(marked()!)}`)?.scrollIntoView({ block: 'nearest' }),
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
    props.request.onPick(choice)
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

  return (
    <Floating
      anchor={props.request.anchor}
      label={props.request.label}
      onClose={closeModelPicker}
      size={rows()}
      ref={(element) => (surface = element)}
      class="w-[430px] phone:h-[85dvh]"
      testid="model-picker"
    >
      <div class="flex-none p-2 phone:p-3">
        <label class="field flex h-[34px] items-center gap-2.5 px-3 text-text-2 touch:h-11">
          <Search />
          <input
            type="text"
            role="combobox"
            aria-expanded="true"
            aria-controls="model-list"
            aria-autocomplete="list"
            aria-activedescendant={marked()}
            aria-label="Find a model"
            aria-keyshortcuts="Control+D"
            placeholder="Find a model, or type its name"
            autocomplete="off"
            autocapitalize="off"
            autofocus={!isTouch()}
            spellcheck={false}
            value={search()}
            onInput={(event) => setSearch(event.currentTarget.value)}
            onKeyDown={onKeyDown}
            class="min-w-0 flex-1 bg-transparent text-ui text-text outline-none touch:text-input"
          />
        </label>
      </div>
      <Show when={problem() || !online()}>
        <p role="alert" class="flex-none px-4 pb-2 text-small text-bad">
          {problem() || 'You are offline. The lists are older ones.'}
        </p>
      </Show>
      <div
        id="model-list"
        role="listbox"
        aria-label="Models"
        class="min-h-0 flex-1 overflow-y-auto overscroll-contain px-1.5 pb-1.5"
      >
        <ModelSections
          sections={sections()}
          at={at()}
          isCurrent={isCurrent}
          onPoint={move}
          onPick={pick}
          onStar={star}
        />
      </div>
      <Show when={rows().length === 0 && search() !== ''}>
        <p class="flex-none px-4 pb-3 text-ui text-text-2">No model has “{search()}”.</p>
      </Show>
      <Show when={props.request.options}>
        {(options) => (
          <AskOptionsFields reasons={reasons()} value={options().value()} onChange={(value) => options().set(value)} />
        )}
      </Show>
      <div class="flex min-h-10 flex-none items-center gap-2 border-t border-line ps-4 pe-2 text-small text-text-3">
        <span class="min-w-0 flex-1">
          <Show when={keyCount() === 0} fallback="Prices are dollars for 1M tokens, in and out">
            <A href="/settings/keys" class="link" onClick={closeModelPicker}>
              Add a key
            </A>{' '}
            for a real model.
          </Show>
        </span>
        <span class="flex-none text-meta touch:hidden">{modKey} D marks a favorite</span>
        <IconButton
          name={groupAt() ? `Ask ${groupAt()?.title} for its list again` : 'Ask again'}
          size="sm"
          data-testid="refresh-list"
          onClick={() => {
            const group = groupAt()
            if (group) void refreshGroup(group.id)
            else load()
          }}
        >
          <RefreshCw />
        </IconButton>
      </div>
      <div class="sr-text" role="status">
        {said()}
      </div>
    </Floating>
  )
}
