import { onMount } from 'solid-js'
import { MESSAGE_MAX_CHARS } from '#protocol/limits.ts'
import { fitHeight } from '../../../lib/fit-height.ts'
import { Button } from '../../../ui/button.tsx'
import { useChat } from '../state/chat-context.ts'

/** A message being changed in place, with the choice that an edit always is: keep the answer, or ask anew. */
export function EditBox(props: { text: string }) {
  let area!: HTMLTextAreaElement
  const { actions } = useChat()
  const isEmpty = () => props.text.trim() === ''
  onMount(() => {
    fitHeight(area, 56, 320)
    area.focus({ preventScroll: true })
    area.setSelectionRange(area.value.length, area.value.length)
  })
  return (
    <form
      class="flex w-full flex-col gap-2.5"
      onSubmit={(event) => {
        event.preventDefault()
        actions.submitEdit(false)
      }}
    >
      <textarea
        ref={area}
        aria-label="Edit your message"
        data-testid="edit-input"
        maxlength={MESSAGE_MAX_CHARS}
        class="field w-full resize-none px-3.5 py-2.5 text-input"
        value={props.text}
        onInput={(event) => {
          actions.changeEdit(event.currentTarget.value)
          fitHeight(area, 56, 320)
        }}
        onKeyDown={(event) => {
          if (event.isComposing) return
          if (event.key === 'Escape' || (event.key === 'ArrowDown' && area.value === '')) {
            event.preventDefault()
            actions.cancelEdit()
          }
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault()
            actions.submitEdit(false)
          }
        }}
      />
      <div class="flex flex-wrap justify-end gap-2">
        <Button kind="quiet" onClick={actions.cancelEdit}>
          Cancel
        </Button>
        <Button disabled={isEmpty()} data-testid="edit-keep" onClick={() => actions.submitEdit(true)}>
          Keep the answer
        </Button>
        <Button kind="filled" type="submit" disabled={isEmpty()} data-testid="edit-again">
          Answer again
        </Button>
      </div>
    </form>
  )
}
