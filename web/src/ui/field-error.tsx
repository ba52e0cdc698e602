import { Show } from 'solid-js'
import CircleAlert from 'lucide-solid/icons/circle-alert'

/** What is wrong, in words beside the field or the form. */
export function FieldError(props: { text?: string }) {
  return (
    <Show when={props.text}>
      <p role="alert" class="flex items-start gap-1.5 text-small text-bad">
        <span class="flex pt-px">
          <CircleAlert />
        </span>
        <span>{props.text}</span>
      </p>
    </Show>
  )
}
