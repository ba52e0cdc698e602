import { createComputed, createEffect, createMemo, For, on, onCleanup, onMount, type JSX } from 'solid-js'
import { makeHeights } from './heights.ts'
import { makeScrollKeeper, type ScrollKeeper } from './scroll-keeper.ts'

/** A long list of rows of any height: only what is near the window exists. */
export function VirtualRows(props: {
  ids: readonly string[]
  estimate: (id: string) => number
  row: (id: string) => JSX.Element
  label: string
  keeper: (keeper: ScrollKeeper) => void
  onNearTop: () => void
  children?: JSX.Element
  class?: string
}) {
  let scroller!: HTMLDivElement
  const heights = makeHeights((id) => props.estimate(id))
  const keeper = makeScrollKeeper(heights, () => props.ids.length)

  createComputed(
    on(
      () => props.ids,
      (ids) => {
        keeper.hold()
        heights.setIds(ids)
      },
    ),
  )
  createEffect(on(() => props.ids, keeper.settle))
  createEffect(() => {
    if (keeper.range().before < 1200) props.onNearTop()
  })
  onMount(() => {
    onCleanup(keeper.attach(scroller))
    keeper.toEnd()
    props.keeper(keeper)
  })

  const resized = new ResizeObserver((entries) =>
    keeper.measured(
      entries.map((entry) => ({
        id: (entry.target as HTMLElement).dataset['row'] ?? '',
        height: entry.borderBoxSize[0]?.blockSize ?? 0,
      })),
    ),
  )
  onCleanup(() => resized.disconnect())
  const watch = (element: HTMLElement) => {
    resized.observe(element)
    onCleanup(() => resized.unobserve(element))
  }
  const shown = createMemo(() => props.ids.slice(keeper.range().from, keeper.range().to))

  return (
    <div
      ref={scroller}
      role="log"
      aria-live="off"
      aria-label={props.label}
      tabindex={0}
      data-testid="message-list"
      class={`min-h-0 flex-1 overflow-x-hidden overflow-y-auto overscroll-contain [overflow-anchor:none] ${props.class ?? ''}`}
    >
      <div style={{ 'padding-top': `${keeper.range().before}px`, 'padding-bottom': `${keeper.range().after}px` }}>
        <For each={shown()}>
          {(id) => (
            <div ref={watch} data-row={id} class="relative [contain:layout_style]">
              {props.row(id)}
            </div>
          )}
        </For>
      </div>
      {props.children}
    </div>
  )
}
