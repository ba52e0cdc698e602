import { Show } from 'solid-js'
import type { Message } from '#protocol/message.ts'
import { fullTime, relativeTime } from '../../../lib/time.ts'
import { useChat } from '../state/chat-context.ts'
import { QuickButton } from './quick-button.tsx'
import { CopyIcon, ForkIcon, PencilIcon, TrashIcon } from './quick-icons.ts'

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
        <QuickButton name="Copy" shortcut="C" small testid="message-action-copy" onClick={() => actions.copy(id())}>
          <CopyIcon />
        </QuickButton>
        <Show when={chat.canWrite()}>
          <Show when={props.mine}>
            <QuickButton
              name="Edit"
              shortcut="E"
              small
              testid="message-action-edit"
              onClick={() => actions.startEdit(id())}
            >
              <PencilIcon />
            </QuickButton>
          </Show>
          <QuickButton name="Continue in a new thread" small onClick={() => void actions.fork(id())}>
            <ForkIcon />
          </QuickButton>
          <Show when={props.mine}>
            <QuickButton name="Delete" small testid="message-action-delete" onClick={() => void actions.remove(id())}>
              <TrashIcon />
            </QuickButton>
          </Show>
        </Show>
      </div>
    </div>
  )
}
