import CircleAlert from 'lucide-solid/icons/circle-alert'
import Clock from 'lucide-solid/icons/clock'
import RotateCw from 'lucide-solid/icons/rotate-cw'
import { Match, Switch } from 'solid-js'
import type { PendingMessage } from '../../../sync/state.ts'
import { MAX_TRIES } from '../../../sync/outbox.ts'
import { Button } from '../../../ui/button.tsx'
import { useChat } from '../state/chat-context.ts'

/** Under a message that the room has not acknowledged: where it is, and what a person can do. */
export function PendingLine(props: { pending: PendingMessage }) {
  const chat = useChat()
  const { outbox } = chat.session
  const id = () => props.pending.frame.message_id
  const why = () =>
    props.pending.tries >= MAX_TRIES && (props.pending.error?.retryable ?? true)
      ? `Not sent after ${MAX_TRIES} tries.`
      : `Not sent. ${props.pending.error?.error ?? ''}`
  return (
    <div
      class="mt-1.5 flex flex-wrap items-center justify-end gap-x-2 gap-y-1 text-small text-text-2"
      role={props.pending.state === 'failed' ? 'alert' : undefined}
      data-testid="message-pending"
    >
      <Switch>
        <Match when={props.pending.state === 'sending'}>
          <span>Sending</span>
        </Match>
        <Match when={props.pending.state === 'waiting'}>
          <Clock />
          <span>Waiting to be sent</span>
          <button
            type="button"
            class="touch-target rounded-code px-1 font-medium text-accent hover:text-accent-hover"
            data-testid="message-retry"
            onClick={() => {
              chat.session.reconnect()
              outbox.tryAgain(id())
            }}
          >
            Try now
          </button>
          <button
            type="button"
            class="touch-target rounded-code px-1 font-medium text-accent hover:text-accent-hover"
            onClick={() => chat.actions.takeBack(id())}
          >
            Take back
          </button>
        </Match>
        <Match when={props.pending.state === 'failed'}>
          <span class="inline-flex items-center gap-1.5 text-bad">
            <CircleAlert />
            {why()}
          </span>
          <Button data-testid="message-retry" onClick={() => outbox.tryAgain(id())}>
            <RotateCw />
            Try again
          </Button>
          <Button kind="quiet" onClick={() => chat.actions.takeBack(id())}>
            Edit
          </Button>
          <Button kind="quiet" onClick={() => outbox.remove(id())}>
            Delete
          </Button>
        </Match>
      </Switch>
    </div>
  )
}
