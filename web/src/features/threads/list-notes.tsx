import { Show } from 'solid-js'
import X from 'lucide-solid/icons/x'
import { online } from '../../lib/online.ts'
import { IconButton } from '../../ui/icon-button.tsx'

/** Where a search looks, when that isn't only the open project. */
export function SearchScope(props: {
  scope: { everywhere: boolean; archived: boolean }
  found: boolean
  projectName: string
  onReset: () => void
}) {
  const words = () =>
    [props.scope.everywhere ? 'All projects' : '', props.scope.archived ? 'archived too' : '']
      .filter(Boolean)
      .join(', ')
  return (
    <Show when={words()}>
      <p class="flex flex-none flex-wrap gap-x-2 px-5 pt-2 text-small text-text-2">
        <span class="first-letter:uppercase">{words()}.</span>
        <button type="button" class="link" onClick={() => props.onReset()}>
          Only {props.projectName}
        </button>
      </p>
    </Show>
  )
}

/** What could not be done, until it is dismissed. */
export function Problem(props: { text: string; onClose: () => void }) {
  return (
    <Show when={props.text}>
      <div
        role="alert"
        class="mx-3 mt-2 flex items-start gap-2 rounded-block bg-bad-soft py-1.5 ps-3 pe-1.5 text-small"
      >
        <span class="min-w-0 flex-1 py-0.5">{props.text}</span>
        <IconButton name="Dismiss" size="sm" onClick={() => props.onClose()}>
          <X />
        </IconButton>
      </div>
    </Show>
  )
}

export function OfflineNote() {
  return (
    <Show when={!online()}>
      <p role="status" class="mx-3 mt-2 rounded-block bg-hover px-3 py-1.5 text-small text-text-2">
        You are offline. This list may be old.
      </p>
    </Show>
  )
}
