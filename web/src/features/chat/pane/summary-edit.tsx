import { createSignal, onMount } from 'solid-js'
import { SUMMARY_MAX_CHARS } from '#protocol/limits.ts'
import { whole } from '../../../lib/numbers.ts'
import { createJob } from '../../../state/job.ts'
import { Button } from '../../../ui/button.tsx'
import { FieldError } from '../../../ui/field-error.tsx'

/** A summary in a person's own words; the older one stays as history. */
export function SummaryEdit(props: { text: string; onCancel: () => void; onSave: (text: string) => Promise<void> }) {
  let area!: HTMLTextAreaElement
  const [text, setText] = createSignal(props.text)
  const job = createJob(() => props.onSave(text().trim()))
  onMount(() => area.focus())
  return (
    <form
      class="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        void job.run()
      }}
    >
      <textarea
        ref={area}
        rows={10}
        aria-label="Summary"
        aria-describedby="summary-note"
        data-testid="summary-text"
        maxlength={SUMMARY_MAX_CHARS}
        class="field w-full resize-y px-3 py-2 text-ui touch:text-input"
        value={text()}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.isComposing) return
          if (event.key === 'Escape') {
            event.preventDefault()
            props.onCancel()
          }
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
          event.preventDefault()
          void job.run()
        }}
      />
      <p id="summary-note" class="text-small text-text-2">
        Models read this in place of the older messages. {whole(text().length)} of {whole(SUMMARY_MAX_CHARS)}{' '}
        characters.
      </p>
      <FieldError text={job.fields()['summary'] ?? job.error()} />
      <div class="flex justify-end gap-2">
        <Button kind="quiet" onClick={props.onCancel}>
          Cancel
        </Button>
        <Button kind="filled" type="submit" busy={job.busy()} disabled={text().trim() === '' || text() === props.text}>
          Save
        </Button>
      </div>
    </form>
  )
}
