import { onMount } from 'solid-js'
import { THREAD_TITLE_MAX } from '#protocol/limits.ts'

/** Enter or leaving the field saves, Esc does not. */
export function RenameField(props: { title: string; onDone: (title?: string) => void }) {
  let input!: HTMLInputElement
  let done = false
  const finish = (title?: string) => {
    if (done) return
    done = true
    props.onDone(title)
  }
  onMount(() => {
    input.focus()
    input.select()
  })
  return (
    <input
      ref={input}
      value={props.title}
      maxlength={THREAD_TITLE_MAX}
      aria-label="Thread title"
      onBlur={() => finish(input.value.trim())}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Enter' && !event.isComposing) finish(input.value.trim())
        if (event.key === 'Escape') finish()
      }}
      class="field my-[7px] block h-9 w-full px-2 text-ui touch:h-11 touch:text-input"
    />
  )
}
