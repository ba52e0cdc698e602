import { A } from '@solidjs/router'
import Search from 'lucide-solid/icons/search'
import { createEffect, createMemo, createSignal, onCleanup, onMount, Show } from 'solid-js'
import { wordsOf } from '../../../api/error.ts'
import { isPhone, isTouch } from '../../../lib/media.ts'
import { place } from '../../../ui/place.ts'
import { keyCount, loadCatalog, modelGroups } from './catalog.ts'
import { closeModelPicker, type PickerRequest } from './open-model-picker.ts'
import { ModelGroups } from './model-groups.tsx'
import { matchingRows, type ModelRow } from './rows.ts'

/** Models of every key, found by typing: a list below the button, a sheet on a phone. */
export function ModelPicker(props: { request: PickerRequest }) {
  let surface!: HTMLDialogElement
  const before = document.activeElement as HTMLElement | null
  const [search, setSearch] = createSignal('')
  const [at, setAt] = createSignal(0)
  const [problem, setProblem] = createSignal('')
  const rows = createMemo(() => matchingRows(modelGroups, search()))
  const isCurrent = (row: ModelRow) =>
    row.group.provider === props.request.current?.provider && row.model.id === props.request.current?.model

  function moveToAnchor(): void {
    if (isPhone()) return
    const screen = { width: innerWidth, height: innerHeight }
    const anchor = props.request.anchor.getBoundingClientRect()
    const spot = place(anchor, surface.getBoundingClientRect(), screen, { side: 'below', align: 'end', gap: 6 })
    surface.style.left = `${spot.left}px`
    surface.style.top = `${spot.top}px`
  }
  onMount(() => {
    surface.showModal()
    loadCatalog().catch((error: unknown) => setProblem(wordsOf(error)))
  })
  createEffect(() => {
    rows()
    moveToAnchor()
  })
  createEffect(() => {
    const current = rows().findIndex(isCurrent)
    setAt(search() === '' && current >= 0 ? current : 0)
  })
  createEffect(() => surface.querySelector(`#model-${at()}`)?.scrollIntoView({ block: 'nearest' }))
  onCleanup(() => {
    surface.close()
    if (before?.isConnected) before.focus({ preventScroll: true })
  })

  function pick(row: ModelRow | undefined): void {
    if (!row) return
    const { group, model } = row
    const key_id = group.is_default ? undefined : group.key_id
    closeModelPicker()
    props.request.onPick({ provider: group.provider, model: model.id, key_id })
  }
  function onKeyDown(event: KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      setAt((at() + step + rows().length) % Math.max(1, rows().length))
    }
    if (event.key === 'Enter' && !event.isComposing) {
      event.preventDefault()
      pick(rows()[at()])
    }
  }

  return (
    <dialog
      ref={surface}
      aria-label={props.request.label}
      data-testid="model-picker"
      onCancel={(event) => {
        event.preventDefault()
        closeModelPicker()
      }}
      onPointerDown={(event) => event.target === surface && closeModelPicker()}
      onKeyDown={onKeyDown}
      class="fixed m-0 max-h-[min(30rem,calc(100dvh-1rem))] w-[356px] max-w-[calc(100vw-1rem)] animate-fade overflow-hidden rounded-menu border border-line-2 bg-raised p-0 text-text shadow-float backdrop:bg-transparent phone:inset-x-0 phone:top-auto phone:bottom-0 phone:max-h-[85dvh] phone:w-full phone:max-w-none phone:animate-rise phone:rounded-t-sheet phone:rounded-b-none phone:border-x-0 phone:border-b-0 phone:pb-[env(safe-area-inset-bottom)] phone:backdrop:bg-scrim"
    >
      <div class="flex max-h-[inherit] flex-col">
        <div class="mx-auto mt-2 hidden h-1 w-9 rounded-full bg-line-2 phone:block" aria-hidden="true" />
        <div class="p-2 phone:p-3">
          <label class="field flex h-[34px] items-center gap-2.5 px-3 text-text-2 touch:h-11">
            <Search />
            <input
              type="text"
              role="combobox"
              aria-expanded="true"
              aria-controls="model-list"
              aria-activedescendant={rows().length > 0 ? `model-${at()}` : undefined}
              aria-label="Find a model"
              placeholder="Find a model"
              autocomplete="off"
              autofocus={!isTouch()}
              spellcheck={false}
              value={search()}
              onInput={(event) => setSearch(event.currentTarget.value)}
              class="min-w-0 flex-1 bg-transparent text-ui text-text outline-none touch:text-input"
            />
          </label>
        </div>
        <div id="model-list" role="listbox" aria-label="Models" class="min-h-0 flex-1 overflow-y-auto px-1.5 pb-1.5">
          <ModelGroups
            rows={rows()}
            at={at()}
            searching={search() !== ''}
            isCurrent={isCurrent}
            onPoint={setAt}
            onPick={pick}
          />
          <Show when={rows().length === 0 && search() !== ''}>
            <p class="px-2.5 py-2 text-ui text-text-2">No model has “{search()}”.</p>
          </Show>
          <Show when={problem()}>
            <p role="alert" class="px-2.5 py-2 text-small text-bad">
              {problem()}
            </p>
          </Show>
        </div>
        <div class="border-t border-line px-4 py-2.5 text-small text-text-3">
          <Show when={keyCount() === 0} fallback="Prices are dollars for 1M tokens, in and out">
            <A href="/settings/keys" class="link" onClick={closeModelPicker}>
              Add a key
            </A>{' '}
            for a real model.
          </Show>
        </div>
      </div>
    </dialog>
  )
}
