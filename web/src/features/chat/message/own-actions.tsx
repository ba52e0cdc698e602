import Copy from 'lucide-solid/icons/copy'
import GitFork from 'lucide-solid/icons/git-fork'
import Pencil from 'lucide-solid/icons/pencil'
import Trash from 'lucide-solid/icons/trash'
import { Show } from 'solid-js'
import type { Message } from '../../../../../worker/protocol/message.ts'
import { fullTime, relativeTime } from '../../../lib/time.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { useChat } from '../chat-context.ts'

/** Beside a person's message, on hover and focus. On a phone the same comes with a long press. */
export function OwnActions(props: { message: Message; mine: boolean }) {
  const chat = useChat()
  const { actions } = chat
  const id = () => props.message.id
  return (
    <div
      class={`flex flex-none items-center gap-2.5 self-end pb-px opacity-0 transition-opacity group-focus-within:opacity-100 group-hover:opacity-100 touch:hidden ${props.mine ? '' : 'flex-row-reverse'}`}
    >
      <time
        class="text-meta text-text-3"
        datetime={props.message.created_at}
        data-tip={fullTime(props.message.created_at)}
      >
        {relativeTime(props.message.created_at)}
      </time>
      <div role="toolbar" aria-label="Message" class="flex rounded-control border border-line-2 bg-raised p-px">
        <IconButton
          name="Copy"
          shortcut="C"
          size="sm"
          data-testid="message-action-copy"
          onClick={() => actions.copy(id())}
        >
          <Copy />
        </IconButton>
        <Show when={chat.canWrite()}>
          <Show when={props.mine}>
            <IconButton
              name="Edit"
              shortcut="E"
              size="sm"
              data-testid="message-action-edit"
              onClick={() => actions.startEdit(id())}
            >
              <Pencil />
            </IconButton>
          </Show>
          <IconButton name="Continue in a new thread" size="sm" onClick={() => void actions.fork(id())}>
            <GitFork />
          </IconButton>
          <Show when={props.mine}>
            <IconButton
              name="Delete"
              size="sm"
              data-testid="message-action-delete"
              onClick={() => void actions.remove(id())}
            >
              <Trash />
            </IconButton>
          </Show>
        </Show>
      </div>
    </div>
  )
}
