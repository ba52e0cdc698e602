import { createSignal, createUniqueId, Show, splitProps, type JSX } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import Eye from 'lucide-solid/icons/eye'
import EyeOff from 'lucide-solid/icons/eye-off'
import { FieldError } from './field-error.tsx'

export interface FieldProps {
  label: string
  value: string
  onValue: (value: string) => void
  error?: string
  hint?: JSX.Element
  /** The label is read, not shown. */
  hideLabel?: boolean
}
type NativeProps = Omit<JSX.InputHTMLAttributes<HTMLInputElement>, 'value' | 'onInput'>

/** A labelled field with its error and hint beside it. A password gets a button that shows it. */
export function TextField(props: FieldProps & NativeProps & { multiline?: boolean; rows?: number; mono?: boolean }) {
  const [own, rest] = splitProps(props, [
    ...(['label', 'value', 'onValue', 'error', 'hint', 'hideLabel', 'multiline'] as const),
    ...(['mono', 'type', 'class', 'id'] as const),
  ])
  const id = own.id ?? createUniqueId()
  const [shown, setShown] = createSignal(false)
  const isPassword = () => own.type === 'password'
  const look = () =>
    `field block w-full px-2.5 text-ui phone:text-input touch:text-input ${own.multiline ? 'py-2' : 'h-9 touch:h-11'} ${isPassword() ? 'pe-11' : ''} ${own.mono ? 'font-mono text-code' : ''}`
  return (
    <div class={`flex min-w-0 flex-col gap-1.5 ${own.class ?? ''}`}>
      <label for={id} class={own.hideLabel ? 'sr-text' : 'text-small font-medium'}>
        {own.label}
      </label>
      <div class="relative">
        <Dynamic
          component={own.multiline ? 'textarea' : 'input'}
          {...(rest as object)}
          id={id}
          type={own.multiline ? undefined : isPassword() && shown() ? 'text' : (own.type ?? 'text')}
          value={own.value}
          onInput={(event: InputEvent) => own.onValue((event.currentTarget as HTMLInputElement).value)}
          aria-invalid={own.error ? 'true' : undefined}
          aria-describedby={own.error || own.hint ? `${id}-note` : undefined}
          class={look()}
        />
        <Show when={isPassword()}>
          <button
            type="button"
            class="touch-target absolute inset-y-0 end-1 my-auto inline-flex size-8 items-center justify-center rounded-control text-text-2 hover:text-text"
            aria-label={shown() ? `Hide ${own.label.toLowerCase()}` : `Show ${own.label.toLowerCase()}`}
            aria-pressed={shown()}
            onClick={() => setShown(!shown())}
          >
            <Dynamic component={shown() ? EyeOff : Eye} />
          </button>
        </Show>
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
