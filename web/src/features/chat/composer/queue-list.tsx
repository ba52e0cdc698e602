import ListEnd from 'lucide-solid/icons/list-end'
import Pencil from 'lucide-solid/icons/pencil'
import X from 'lucide-solid/icons/x'
import { For, Show } from 'solid-js'
import { IconButton } from '../../../ui/icon-button.tsx'
import { useChat } from '../state/chat-context.ts'

/** On top of the composer: what waits for its turn, in order. Edit takes it back into the field. */
export function QueueList() {
  const chat = useChat()
  const content = (id: string) => chat.message(id)?.content ?? chat.pending(id)?.frame.content ?? ''
  const author = (id: string) => chat.message(id)?.author
  const isMine = (id: string) => author(id) === undefined || author(id)?.id === chat.me.id
  return (
    <Show when={chat.queued().length > 0}>
      <ol aria-label="Waiting for their turn" data-testid="queue" class="max-h-32 overflow-y-auto border-b border-line">
        <For each={chat.queued()}>
          {(id, index) => (
            <li class="flex min-h-10 items-center gap-3 ps-3.5 pe-2 text-ui" data-testid="queued-message">
              <span class="flex text-text-3">
                <ListEnd />
              </span>
              <span class="flex-none text-text-3">{index() === 0 ? 'Next' : 'Then'}</span>
              <span class="min-w-0 flex-1 truncate">
                <Show when={!isMine(id)}>{author(id)?.name}: </Show>
                {content(id)}
              </span>
              <Show when={isMine(id) && chat.message(id)}>
                <IconButton name="Edit" size="sm" data-testid="queue-edit" onClick={() => chat.actions.takeBack(id)}>
                  <Pencil />
                </IconButton>
                <IconButton
                  name="Take back"
                  size="sm"
                  data-testid="queue-withdraw"
                  onClick={() => chat.session.act({ type: 'withdraw', message_id: id })}
                >
                  <X />
                </IconButton>
              </Show>
            </li>
          )}
        </For>
      </ol>
    </Show>
  )
}
