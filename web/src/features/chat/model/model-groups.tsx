import Check from 'lucide-solid/icons/check'
import { createMemo, For, Show } from 'solid-js'
import { modelGroups } from './catalog.ts'
import { modelNote, type ModelRow } from './rows.ts'

/** What the picker found, by key. A key that loads or failed says so. */
export function ModelGroups(props: {
  rows: readonly ModelRow[]
  /** The row that Enter takes. */
  at: number
  searching: boolean
  isCurrent: (row: ModelRow) => boolean
  onPoint: (index: number) => void
  onPick: (row: ModelRow) => void
}) {
  return (
    <For each={modelGroups}>
      {(group) => {
        const own = createMemo(() => props.rows.filter((row) => row.group.id === group.id))
        return (
          <Show when={own().length > 0 || (group.status !== 'ready' && !props.searching)}>
            <div role="group" aria-label={group.title}>
              <div class="px-2.5 pt-1.5 pb-1 text-meta text-text-3">{group.title}</div>
              <Show when={group.status === 'failed'}>
                <p class="px-2.5 pb-1.5 text-small text-bad">{group.error}</p>
              </Show>
              <Show when={group.status === 'loading' && own().length === 0}>
                <p class="px-2.5 pb-1.5 text-small text-text-3">Asking for its models</p>
              </Show>
              <For each={own()}>
                {(row) => {
                  const index = () => props.rows.indexOf(row)
                  return (
                    <div
                      id={`model-${index()}`}
                      role="option"
                      aria-selected={props.isCurrent(row)}
                      data-testid="model-option"
                      onPointerMove={() => props.onPoint(index())}
                      onClick={() => props.onPick(row)}
                      class={`flex min-h-[34px] cursor-pointer items-center gap-2.5 rounded-control px-2.5 text-ui touch:min-h-11 ${index() === props.at ? 'bg-hover' : ''}`}
                    >
                      <span class="min-w-0 flex-1 truncate">{row.model.name}</span>
                      <span class="flex-none text-meta text-text-3">{modelNote(row)}</span>
                      <span class={`flex text-accent ${props.isCurrent(row) ? '' : 'invisible'}`}>
                        <Check />
                      </span>
                    </div>
                  )
                }}
              </For>
            </div>
          </Show>
        )
      }}
    </For>
  )
}
