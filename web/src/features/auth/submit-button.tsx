import { Show } from 'solid-js'
import { countdown } from '../../lib/time.ts'
import type { createForm } from '../../parts/form.tsx'
import { Button } from '../../ui/button.tsx'

export const WAIT_WORDS = 'Too many tries from here. Nothing is locked.'

/** The form's one filled button. After too many tries it says when the next one is possible. */
export function SubmitButton(props: { form: ReturnType<typeof createForm>; label: string }) {
  return (
    <Button type="submit" kind="filled" size="lg" busy={props.form.busy()} disabled={props.form.wait() > 0}>
      <Show when={props.form.wait() > 0} fallback={props.label}>
        Try again in {countdown(props.form.wait())}
      </Show>
    </Button>
  )
}
