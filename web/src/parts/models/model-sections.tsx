import { A } from '@solidjs/router'
import RotateCw from 'lucide-solid/icons/rotate-cw'
import { createComputed, createEffect, createMemo, createSignal, For, Match, onCleanup, Show, Switch } from 'solid-js'
import { Ring } from '../../ui/ring.tsx'
import { modelGroups, refreshGroup, type ModelGroup } from './catalog.ts'
import { ModelRow } from './model-row.tsx'
import { closeModelPicker } from './open-model-picker.ts'
import type { ModelRow as Row, Section } from './rows.ts'

/** What the picker found, by key. A key that loads, failed or opens nothing says so, and the others stand. */
export function ModelSections(props: {
  sections: readonly Section[]
  /** The row that Enter takes, counted over all sections. */
  at: number
  isCurrent: (row: Row) => boolean
  onPoint: (index: number) => void
  onPick: (row: Row) => void
  onStar: (row: Row) => void
}) {
  const byId = createMemo(() => new Map(props.sections.map((one) => [one.id, one])))
  const offsets = createMemo(() => {
    let sum = 0
    return new Map(props.sections.map((one) => [one.id, (sum += one.rows.length) - one.rows.length]))
  })
  const ids = createMemo(() => props.sections.map((one) => one.id), undefined, {
    equals: (a, b) => a.join() === b.join(),
  })
  return (
    <For each={ids()}>
      {(id) => {
        const section = createMemo<Section>((before) => byId().get(id) ?? before!)
        const start = () => offsets().get(id) ?? 0
        const rows = growing(
          () => section().rows,
          () => props.at - start(),
        )
        const from = (row: Row) => {
          if (section().group || id === 'typed') return ''
          return modelGroups.some((other) => other !== row.group && other.provider === row.group.provider)
            ? row.group.title
            : ''
        }
        return (
          <div role="group" aria-labelledby={`models-${id}`} data-testid="model-group">
            <SectionTitle id={`models-${id}`} title={section().title} group={section().group} />
            <For each={rows()}>
              {(row, index) => {
                const place = () => start() + index()
                return (
                  <ModelRow
                    row={row}
                    id={`model-${id}-${index()}`}
                    from={from(row)}
                    typed={id === 'typed'}
                    marked={place() === props.at}
                    current={props.isCurrent(row)}
                    onPoint={() => props.onPoint(place())}
                    onPick={() => props.onPick(row)}
                    onStar={() => props.onStar(row)}
                  />
                )
              }}
            </For>
          </div>
        )
      }}
    </For>
  )
}

/** Rows drawn at once, and in each frame after that: a provider may list a thousand models. */
const STEP = 60

/** The first rows at once, the rest while nobody waits; the one that is marked always. */
function growing(rows: () => readonly Row[], marked: () => number): () => readonly Row[] {
  const [most, setMost] = createSignal(STEP)
  createComputed(() => marked() < rows().length && marked() >= most() && setMost(marked() + STEP))
  createEffect(() => {
    if (most() >= rows().length) return
    const frame = requestAnimationFrame(() => setMost((count) => count + STEP))
    onCleanup(() => cancelAnimationFrame(frame))
  })
  return createMemo(() => rows().slice(0, most()))
}

function SectionTitle(props: { id: string; title: string; group?: ModelGroup }) {
  return (
    <>
      <div class="flex min-h-7 items-center gap-2 ps-2.5 pt-1 text-meta text-text-3 touch:min-h-9">
        <span id={props.id} class="min-w-0 flex-1 truncate">
          {props.title}
        </span>
        <Show when={props.group}>
          {(group) => (
            // A list of options may hold nothing else: the footer has the same for keyboard and screen reader.
            <span
              aria-hidden="true"
              data-tip="Ask for its list again"
              data-testid="refresh-models"
              onClick={() => void refreshGroup(group().id)}
              class="flex h-7 w-8 flex-none items-center justify-center hover:text-text touch:size-11"
            >
              <Show when={group().status === 'loading'} fallback={<RotateCw class="size-3.5!" />}>
                <Ring />
              </Show>
            </span>
          )}
        </Show>
      </div>
      <Show when={props.group}>{(group) => <GroupState group={group()} />}</Show>
    </>
  )
}

/** The server's advice is a line of its own; the link beside these words is better. */
const whatFailed = (words: string) => words.split('\n')[0]!.replace(/([^.])$/, '$1.')

function GroupState(props: { group: ModelGroup }) {
  const isEmpty = () => props.group.models.length === 0
  return (
    <Switch>
      <Match when={props.group.status === 'failed'}>
        <p class={`px-2.5 pb-1.5 text-small ${props.group.key_id ? 'text-bad' : 'text-text-2'}`}>
          {props.group.key_id ? whatFailed(props.group.error) : props.group.error}{' '}
          <Show when={!isEmpty()}>
            <span class="text-text-2">The list is an older one. </span>
          </Show>
          <Show when={props.group.key_id}>
            <A href="/settings/keys" class="link" tabindex={-1} onClick={closeModelPicker}>
              Check the key
            </A>
          </Show>
        </p>
      </Match>
      <Match when={props.group.status === 'loading' && isEmpty()}>
        <p class="px-2.5 pb-1.5 text-small text-text-3">Asking for its models</p>
      </Match>
      <Match when={props.group.status === 'ready' && isEmpty()}>
        <p class="px-2.5 pb-1.5 text-small text-text-2">{props.group.none}</p>
      </Match>
    </Switch>
  )
}
