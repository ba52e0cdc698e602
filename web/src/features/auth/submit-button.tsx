import { Show } from 'solid-js'
import { countdown } from '../../lib/time.ts'
import type { createJob } from '../../state/job.ts'
import { Button } from '../../ui/button.tsx'
import { FieldError } from '../../ui/field-error.tsx'

/** The form's one filled button. After too many tries it says when the next one is possible. */
export function SubmitButton(props: { job: ReturnType<typeof createJob>; label: string }) {
  return (
    <>
      <Show when={props.job.wait() === 0} fallback={<FieldError text="Too many tries from here. Nothing is locked." />}>
        <FieldError text={props.job.error()} />
      </Show>
      <Button type="submit" kind="filled" size="lg" busy={props.job.busy()} disabled={props.job.wait() > 0}>
        <Show when={props.job.wait() > 0} fallback={props.label}>
          Try again in {countdown(props.job.wait())}
        </Show>
      </Button>
    </>
  )
}
