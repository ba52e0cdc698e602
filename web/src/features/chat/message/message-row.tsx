import { createMemo, Match, onCleanup, Switch } from 'solid-js'
import { listenLongPress } from '../../../lib/long-press.ts'
import { isPhone } from '../../../lib/media.ts'
import { modelName } from '../../../parts/models/catalog.ts'
import { openMenu } from '../../../ui/menu.tsx'
import { useChat } from '../state/chat-context.ts'
import { Answer } from './answer.tsx'
import { messageEntries } from './message-entries.tsx'
import { MessageSummary } from './message-summary.tsx'
import { OwnMessage } from './own-message.tsx'
import { PersonMessage } from './person-message.tsx'

/** One line of the thread, whoever said it. */
export function MessageRow(props: { id: string; last: boolean }) {
  const chat = useChat()
  let article!: HTMLElement
  const message = createMemo(() => chat.message(props.id))
  const sender = createMemo(() => {
    const known = message()
    if (!known) return 'user'
    return known.role === 'user' && known.author?.id !== chat.me.id ? 'person' : known.role
  })
  const label = () => {
    const known = message()
    if (sender() === 'assistant') return `Answer of ${modelName(known?.provider, known?.model)}`
    return sender() === 'user' ? 'Your message' : `Message of ${known?.author?.name ?? 'somebody'}`
  }
  const listen = (element: HTMLElement) => {
    article = element
    onCleanup(listenLongPress(element, openActions))
  }
  function openActions(at: { x: number; y: number }): void {
    const known = message()
    const entries = messageEntries(chat, props.id, () => article)
    if (!known || entries.length === 0) return
    openMenu({
      label: 'Message',
      entries,
      anchor: at,
      header: isPhone() ? <MessageSummary message={known} /> : undefined,
      testid: 'mobile-action-sheet',
    })
  }
  return (
    <article
      ref={listen}
      tabindex={-1}
      aria-label={label()}
      data-testid="message-bubble"
      data-sender={sender() === 'person' ? 'user' : sender()}
      data-message={props.id}
      class="group mx-auto w-full max-w-200 scroll-my-4 rounded-control px-4 py-1.5 tablet:px-6 desktop:px-10 touch:select-none"
    >
      <Switch>
        <Match when={sender() === 'user'}>
          <OwnMessage id={props.id} />
        </Match>
        <Match when={sender() === 'assistant' && message()}>
          {(known) => <Answer message={known()} last={props.last} />}
        </Match>
        <Match when={sender() === 'person' && message()}>{(known) => <PersonMessage message={known()} />}</Match>
        <Match when={message()}>{(known) => <p class="text-center text-small text-text-3">{known().content}</p>}</Match>
      </Switch>
    </article>
  )
}
