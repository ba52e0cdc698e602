import { createUniqueId, For } from 'solid-js'
import { ColorDot } from '../../ui/color-dot.tsx'
import { projectColors } from './colors.ts'

export function ColorField(props: { value: string; onValue: (value: string) => void; disabled?: boolean }) {
  const name = createUniqueId()
  const colors = () => {
    const known = projectColors.some((color) => color.value === props.value.toUpperCase())
    return known ? projectColors : [{ value: props.value, name: 'Its own' }, ...projectColors]
  }
  return (
    <fieldset class="flex flex-col gap-1.5" disabled={props.disabled}>
      <legend class="mb-1.5 text-small font-medium">Color</legend>
      <div class="flex flex-wrap gap-1 touch:gap-0">
        <For each={colors()}>
          {(color) => (
            <label
              data-tip={color.name}
              class="relative flex size-8 items-center justify-center rounded-control border-2 border-transparent hover:bg-hover has-checked:border-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent touch:size-11 *:size-4"
            >
              <input
                type="radio"
                name={name}
                aria-label={color.name}
                checked={color.value === props.value.toUpperCase()}
                onChange={() => props.onValue(color.value)}
                class="absolute inset-0 m-0 size-full! cursor-pointer appearance-none opacity-0"
              />
              <ColorDot color={color.value} />
            </label>
          )}
        </For>
      </div>
    </fieldset>
  )
}
