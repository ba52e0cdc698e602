import { createUniqueId, type JSX } from 'solid-js'

/** One of several that may all be chosen. The whole line is the target. */
export function Checkbox(props: {
  label: string
  hint?: JSX.Element
  checked: boolean
  disabled?: boolean
  onChange: (checked: boolean) => void
}) {
  const id = createUniqueId()
  return (
    <div class="flex items-start gap-3 touch:min-h-11">
      <input
        id={id}
        type="checkbox"
        checked={props.checked}
        disabled={props.disabled}
        aria-describedby={props.hint ? `${id}-hint` : undefined}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
        class="touch-target mt-0.5 size-4 flex-none cursor-pointer accent-accent disabled:opacity-60"
      />
      <div class="min-w-0 flex-1">
        <label for={id} class="block text-ui">
          {props.label}
        </label>
        <p id={`${id}-hint`} class="text-small text-text-2 empty:hidden">
          {props.hint}
        </p>
      </div>
    </div>
  )
}
