import Search from 'lucide-solid/icons/search'
import { createEffect, createSignal, on, Show } from 'solid-js'
import { isTouch } from '../../lib/media.ts'
import { online } from '../../lib/online.ts'
import { Floating } from '../../ui/floating.tsx'
import { AskOptionsFields } from './ask-options.tsx'
import { createPicker } from './create-picker.ts'
import { ModelSections } from './model-sections.tsx'
import { closeModelPicker, type PickerRequest } from './open-model-picker.ts'
import { PickerFoot } from './picker-foot.tsx'

/** Models of every key, found by typing: a list below the button, a sheet on a phone. */
export function ModelPicker(props: { request: PickerRequest }) {
  const [surface, setSurface] = createSignal<HTMLDialogElement>()
  const list = createPicker(props.request)
  // rows that arrive above push the marked one away without changing which it is
  createEffect(
    on([surface, list.marked, list.at, list.rows], ([box, marked]) => {
      const block = list.isMoved() ? 'nearest' : 'center'
      if (box && marked) box.querySelector(`#${CSS.escape(marked)}`)?.scrollIntoView({ block })
    }),
  )
  return (
    <Floating
      anchor={props.request.anchor}
      label={props.request.label}
      onClose={closeModelPicker}
      size={list.rows()}
      ref={setSurface}
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
            aria-activedescendant={list.marked()}
            aria-label="Find a model"
            aria-keyshortcuts="Control+D"
            placeholder="Find a model, or type its name"
            autocomplete="off"
            autocapitalize="off"
            autofocus={!isTouch()}
            spellcheck={false}
            value={list.search()}
            onInput={(event) => list.setSearch(event.currentTarget.value)}
            onKeyDown={list.onKeyDown}
            class="min-w-0 flex-1 bg-transparent text-ui text-text outline-none touch:text-input"
          />
        </label>
      </div>
      <Show when={list.problem() || !online()}>
        <p role="alert" class="flex-none px-4 pb-2 text-small text-bad">
          {list.problem() || 'You are offline. The lists are older ones.'}
        </p>
      </Show>
      <div
        id="model-list"
        role="listbox"
        aria-label="Models"
        class="min-h-0 flex-1 overflow-y-auto overscroll-contain px-1.5 pb-1.5"
      >
        <ModelSections
          sections={list.sections()}
          at={list.at()}
          isCurrent={list.isCurrent}
          onPoint={list.move}
          onPick={list.pick}
          onStar={list.star}
        />
      </div>
      <Show when={list.isEmpty() && list.search() !== ''}>
        <p class="flex-none px-4 pb-3 text-ui text-text-2">No model has “{list.search()}”.</p>
      </Show>
      <Show when={props.request.options}>
        {(options) => (
          <AskOptionsFields
            reasons={list.reasons()}
            value={options().value()}
            onChange={(value) => options().set(value)}
          />
        )}
      </Show>
      <PickerFoot group={list.groupAt()} onReload={list.load} />
      <div class="sr-text" role="status">
        {list.said()}
      </div>
    </Floating>
  )
}
