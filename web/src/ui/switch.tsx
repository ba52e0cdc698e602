import { createUniqueId, type JSX } from 'solid-js'

/** On or off, at once. The whole line is the target. */
export function Switch(props: {
  label: string
  hint?: JSX.Element
  checked: boolean
  disabled?: boolean
  onChange: (checked: boolean) => void
}) {
  const id = createUniqueId()
  return (
    <div class="flex min-h-9 items-center gap-4 touch:min-h-11">
      <label for={id} class="min-w-0 flex-1">
        <span class="block text-ui">{props.label}</span>
        <span class="block text-small text-text-2 empty:hidden">{props.hint}</span>
      </label>
      <input
        id={id}
        type="checkbox"
        role="switch"
        checked={props.checked}
        disabled={props.disabled}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
        class="touch-target h-5 w-9 flex-none cursor-pointer appearance-none rounded-full border border-control bg-sunk transition-colors before:m-[2px] before:block before:size-3.5 before:rounded-full before:bg-control before:transition-transform checked:border-accent checked:bg-accent checked:before:translate-x-4 checked:before:bg-on-accent disabled:opacity-60 forced-colors:appearance-auto"
      />
    </div>
  )
}
