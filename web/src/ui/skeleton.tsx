import { createSignal, For, onCleanup, Show, type JSX } from 'solid-js'

/** Shows nothing for 300 ms: what arrives by then never flickers. */
export function Delayed(props: { children: JSX.Element }) {
  const [late, setLate] = createSignal(false)
  const timer = setTimeout(() => setLate(true), 300)
  onCleanup(() => clearTimeout(timer))
  return <Show when={late()}>{props.children}</Show>
}

const widths = ['w-11/12', 'w-5/6', 'w-2/5', 'w-3/4', 'w-1/2']

/** Grey lines as tall as the text they stand for. */
export function Skeleton(props: { lines?: number; label?: string; class?: string }) {
  return (
    <Delayed>
      <div role="status" class={`flex flex-col gap-2.5 ${props.class ?? ''}`}>
        <span class="sr-text">{props.label ?? 'Loading'}</span>
        <For each={Array.from({ length: props.lines ?? 3 })}>
          {(_, index) => <div class={`h-3 rounded-full bg-hover ${widths[index() % widths.length]}`} />}
        </For>
      </div>
    </Delayed>
  )
}
