import { For } from 'solid-js'

const mac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent)

/** What the person's keyboard writes on its main modifier. */
export const modKey = mac ? '⌘' : 'Ctrl'

export function Kbd(props: { keys: string[] }) {
  return (
    <span class="inline-flex items-center gap-1">
      <For each={props.keys}>
        {(key) => (
          <kbd class="inline-flex h-5 min-w-5 items-center justify-center rounded-code border border-line-2 px-1.5 font-sans text-meta text-text-2">
            {key}
          </kbd>
        )}
      </For>
    </span>
  )
}
