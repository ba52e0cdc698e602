import { createUniqueId, For, Show, type Component } from 'solid-js'
import { Dynamic } from 'solid-js/web'

export interface Segment<Value extends string> {
  value: Value
  label: string
  icon?: Component
}

/** One of a few, side by side. Radios: arrows move, one stop for Tab. */
export function Segmented<Value extends string>(props: {
  label: string
  value: Value
  segments: readonly Segment<Value>[]
  onChange: (value: Value) => void
  class?: string
}) {
  const name = createUniqueId()
  return (
    <div
      role="radiogroup"
      aria-label={props.label}
      class={`inline-flex rounded-control border border-transparent bg-sunk p-px ${props.class ?? ''}`}
    >
      <For each={props.segments}>
        {(segment) => (
          <label class="touch-target relative inline-flex min-h-7 flex-none items-center gap-1.5 rounded-control border border-transparent px-2.5 text-ui text-text-2 select-none hover:text-text has-checked:border-line-2 has-checked:bg-raised has-checked:font-medium has-checked:text-text has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent">
            <input
              type="radio"
              name={name}
              value={segment.value}
              checked={segment.value === props.value}
              onChange={() => props.onChange(segment.value)}
              class="absolute inset-0 m-0 cursor-pointer appearance-none opacity-0"
            />
            <Show when={segment.icon}>{(icon) => <Dynamic component={icon()} />}</Show>
            {segment.label}
          </label>
        )}
      </For>
    </div>
  )
}
