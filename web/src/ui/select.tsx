import { createUniqueId, For, Show, splitProps, type JSX } from 'solid-js'
import ChevronDown from 'lucide-solid/icons/chevron-down'
import { FieldError } from './field-error.tsx'
import type { FieldProps } from './text-field.tsx'

export interface Option {
  value: string
  label: string
}

/** The browser's own list: it is right on every phone and for every screen reader. */
export function Select(
  props: FieldProps &
    Omit<JSX.SelectHTMLAttributes<HTMLSelectElement>, 'value' | 'onChange'> & { options: readonly Option[] },
) {
  const [own, rest] = splitProps(props, ['label', 'value', 'onValue', 'error', 'hint', 'hideLabel', 'options', 'class'])
  const id = createUniqueId()
  return (
    <div class={`flex min-w-0 flex-col gap-1.5 ${own.class ?? ''}`}>
      <label for={id} class={own.hideLabel ? 'sr-text' : 'text-small font-medium'}>
        {own.label}
      </label>
      <div class="relative">
        <select
          {...rest}
          id={id}
          aria-invalid={own.error ? 'true' : undefined}
          aria-describedby={own.error || own.hint ? `${id}-note` : undefined}
          onChange={(event) => own.onValue(event.currentTarget.value)}
          class="field block h-9 w-full appearance-none px-2.5 pe-9 text-ui touch:h-11 touch:text-input"
        >
          <For each={own.options}>
            {(option) => (
              <option value={option.value} selected={option.value === own.value}>
                {option.label}
              </option>
            )}
          </For>
        </select>
        <span class="pointer-events-none absolute inset-y-0 end-3 flex items-center text-text-2">
          <ChevronDown />
        </span>
      </div>
      <div id={`${id}-note`} class="empty:hidden">
        <FieldError text={own.error} />
        <Show when={!own.error && own.hint}>
          <p class="text-small text-text-2">{own.hint}</p>
        </Show>
      </div>
    </div>
  )
}
