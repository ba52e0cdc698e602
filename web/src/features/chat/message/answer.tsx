import { createMemo, Show } from 'solid-js'
import type { Message } from '#protocol/message.ts'
import { createNow } from '../../../lib/now.ts'
import { clock, duration, fullTime } from '../../../lib/time.ts'
import { modelName } from '../../../parts/models/catalog.ts'
import { Mark } from '../../../ui/mark.tsx'
import { useChat } from '../state/chat-context.ts'
import { AnswerBody } from './answer-body.tsx'
import { AnswerEnd } from './answer-end.tsx'
import { AnswerFoot } from './answer-foot.tsx'
import { DeletedLine } from './deleted-line.tsx'

/** A model's answer: text on the page itself, its name above, what it cost below. */
export function Answer(props: { message: Message; last: boolean }) {
  const chat = useChat()
  const message = () => props.message
  const running = createMemo(() => message().status === 'streaming' || message().status === 'waiting')
  const waits = () => {
    const turn = chat.session.state.running
    return message().status === 'waiting' || (turn?.message_id === message().id && turn.state === 'waiting')
  }
  const live = createMemo(() => running() && chat.session.connection().name === 'live')
  return (
    <div class="relative">
      <div class="flex h-7 items-center gap-2.5">
        <span class="flex size-6 flex-none items-center justify-center rounded-full border border-line bg-page desktop:absolute desktop:-start-9">
          <Mark class="size-4" />
        </span>
        <span class="truncate text-ui font-bold desktop:text-small">
          {modelName(message().provider, message().model)}
        </span>
        <Show
          when={running()}
          fallback={
            <time
              class="text-meta text-text-3"
              datetime={message().created_at}
              data-tip={fullTime(message().created_at)}
            >
              {clock(message().created_at)}
            </time>
          }
        >
          <span class="text-meta text-text-3" data-testid="typing-indicator">
            <Show when={live()} fallback="connection lost">
              {waits() ? 'waiting' : 'answering'}, <Elapsed since={message().created_at} />
            </Show>
          </span>
        </Show>
      </div>
      <Show when={!message().deleted_at} fallback={<DeletedLine />}>
        <AnswerBody message={message()} running={running()} />
        <Show when={!running()}>
          <AnswerEnd message={message()} last={props.last} />
          <AnswerFoot message={message()} last={props.last} />
        </Show>
      </Show>
    </div>
  )
}

function Elapsed(props: { since: string }) {
  const now = createNow()
  return <>{duration(Math.max(0, now() - Date.parse(props.since)))}</>
}
