import { createUniqueId, type JSX } from 'solid-js'

const looks = {
  checkbox: { line: 'items-start gap-3', box: 'mt-0.5 size-4 accent-accent' },
  switch: {
    line: 'min-h-9 items-center gap-4',
    box: 'order-last h-5 w-9 appearance-none rounded-full border border-control bg-sunk transition-colors before:m-[2px] before:block before:size-3.5 before:rounded-full before:bg-control before:transition-transform checked:border-accent checked:bg-accent checked:before:translate-x-4 checked:before:bg-on-accent forced-colors:w-5 forced-colors:appearance-auto forced-colors:before:hidden',
  },
}

/** On or off: a checkbox of a form, or a switch that takes effect at once. The whole line is the target. */
export function Toggle(props: {
  label: string
  hint?: JSX.Element
  look?: keyof typeof looks
  checked: boolean
  disabled?: boolean
  onChange: (checked: boolean) => void
}) {
  const id = createUniqueId()
  const look = () => looks[props.look ?? 'checkbox']
  return (
    <div class={`flex touch:min-h-11 ${look().line}`}>
      <input
        id={id}
        type="checkbox"
        role={props.look === 'switch' ? 'switch' : undefined}
        checked={props.checked}
        disabled={props.disabled}
        aria-labelledby={`${id}-label`}
        aria-describedby={props.hint ? `${id}-hint` : undefined}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
        class={`touch-target flex-none cursor-pointer disabled:opacity-60 ${look().box}`}
      />
      <label for={id} class="min-w-0 flex-1">
        <span id={`${id}-label`} class="block text-ui">
          {props.label}
        </span>
        <span id={`${id}-hint`} class="block text-small text-text-2 empty:hidden">
          {props.hint}
        </span>
      </label>
    </div>
  )
}
