import Pencil from 'lucide-solid/icons/pencil'
import { createSignal, Show } from 'solid-js'
import { THREAD_TITLE_MAX } from '#protocol/limits.ts'

/** The thread's title: a press or Enter edits it in place. */
export function TitleEdit(props: {
  title: string
  canEdit: boolean
  editing: boolean
  onEdit: (editing: boolean) => void
  onRename: (title: string) => void
  /** On a phone a press opens the rest instead. */
  onPress?: (anchor: Element) => boolean
}) {
  const [text, setText] = createSignal('')
  const begin = () => {
    setText(props.title)
    props.onEdit(true)
  }
  const save = () => {
    if (!props.editing) return
    props.onEdit(false)
    const title = text().trim()
    if (title !== '' && title !== props.title) props.onRename(title)
  }
  return (
    <Show
      when={props.editing}
      fallback={
        <h1 aria-label={props.title} class="group/title flex min-w-0 items-center gap-1.5 text-ui font-medium">
          <Show when={props.canEdit} fallback={<span class="truncate">{props.title}</span>}>
            <button
              type="button"
              class="touch-target flex min-w-0 items-center gap-2 rounded-code text-start"
              aria-label={`Rename ${props.title}`}
              data-testid="thread-title"
              onClick={(event) => props.onPress?.(event.currentTarget) || begin()}
            >
              <span class="truncate">{props.title}</span>
              <span class="flex text-text-2 opacity-0 transition-opacity group-hover/title:opacity-100 group-focus-within/title:opacity-100 touch:hidden">
                <Pencil class="size-3.5!" />
              </span>
            </button>
          </Show>
        </h1>
      }
    >
      <input
        ref={(input) => queueMicrotask(() => input.select())}
        aria-label="Title of the thread"
        data-testid="title-input"
        maxlength={THREAD_TITLE_MAX}
        class="field h-7 w-full max-w-96 min-w-0 px-2 text-ui font-medium touch:text-input"
        value={text() || props.title}
        onInput={(event) => setText(event.currentTarget.value)}
        onBlur={save}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.isComposing) save()
          if (event.key === 'Escape') {
            event.stopPropagation()
            props.onEdit(false)
          }
        }}
      />
    </Show>
  )
}
