import { Show } from 'solid-js'
import ScrollText from 'lucide-solid/icons/scroll-text'
import { plural, whole } from '../../lib/numbers.ts'
import type { ThreadRow as Row } from '../../state/thread-rows.ts'
import { Ring } from '../../ui/ring.tsx'

/** What stands at the end of a row's second line: each with words for who can't see it. */
export function ThreadBadges(props: { row: Row; unread: number }) {
  return (
    <>
      <Show when={props.row.running}>
        <span class="flex" role="img" aria-label="An answer is being written">
          <Ring />
        </span>
      </Show>
      <Show when={props.row.archived}>
        <span class="text-meta text-text-3">Archived</span>
      </Show>
      <Show when={props.row.is_summarized}>
        <span role="img" aria-label="Summarized" data-tip="Summarized" class="flex text-text-3 *:size-3.5">
          <ScrollText />
        </span>
      </Show>
      <Show when={props.unread > 0}>
        <span class="flex h-[18px] min-w-[18px] items-center justify-center rounded-full bg-accent px-1 text-tiny font-bold text-on-accent forced-colors:border">
          <span aria-hidden="true">{props.unread > 99 ? '99+' : whole(props.unread)}</span>
          <span class="sr-text">{plural(props.unread, 'unread message')}</span>
        </span>
      </Show>
    </>
  )
}
