import Square from 'lucide-solid/icons/square'
import { onCleanup, Show } from 'solid-js'
import type { Project } from '#protocol/rest/projects.ts'
import { uuid } from '../../../lib/uuid.ts'
import { ModelButton } from '../../../parts/models/model-button.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { useChat } from '../state/chat-context.ts'
import { Composer, type ComposerHandle } from './composer.tsx'
import { QueueList } from './queue-list.tsx'
import { ToolsSwitch } from './tools-switch.tsx'
import { makeTypingSender } from './typing-sender.ts'

/** The composer of an open thread: sends or queues, stops, says that somebody writes. */
export function ThreadComposer(props: {
  project: Project
  handle: (handle: ComposerHandle) => void
  onSent: () => void
}) {
  const chat = useChat()
  const { session } = chat
  const typing = makeTypingSender((is_typing) => session.act({ type: 'typing_indicator', is_typing }))
  onCleanup(typing.stop)
  const running = () => session.state.running !== null

  function send(content: string): void {
    typing.stop()
    chat.setProblem('')
    session.clearRefusal()
    session.send({ type: 'send_message', message_id: uuid(), content, ...chat.model.choice() })
    props.onSent()
  }
  function editLast(): void {
    const last = chat.shown().findLast((id) => chat.message(id)?.author?.id === chat.me.id)
    if (last && !chat.message(last)?.deleted_at) chat.actions.startEdit(last)
  }
  return (
    <Composer
      owner={chat.me.id}
      place={session.thread_id}
      placeholder={`Message ${brief(props.project.name)}`}
      disabled={chat.canWrite() ? undefined : 'You can read here, not write: your role is viewer.'}
      verb={running() ? 'queue' : 'send'}
      onSend={send}
      onTyped={typing.typed}
      onUp={editLast}
      top={<QueueList />}
      left={
        <>
          <span class="hidden min-w-0 @max-[600px]/page:flex">
            <ModelButton
              chosen={chat.model.chosen()}
              disabled={!chat.canWrite()}
              onPick={chat.model.pick}
              options={chat.model.options}
              class="font-normal! text-text-2"
            />
          </span>
          <ToolsSwitch choice={chat.model.tools} disabled={!chat.canWrite()} />
        </>
      }
      stop={
        <Show when={running() && chat.canWrite()}>
          <IconButton
            name="Stop"
            kind="plain"
            size="lg"
            class="rounded-block!"
            data-testid="stop-button"
            onClick={chat.actions.stop}
          >
            <Square class="size-3! fill-current stroke-0!" />
          </IconButton>
        </Show>
      }
      handle={props.handle}
    />
  )
}

/** A phone's line holds as much: a second one would lie under the buttons. */
const brief = (name: string) => (name.length > 26 ? `${name.slice(0, 25).trimEnd()}…` : name)
