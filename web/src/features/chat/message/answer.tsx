import { createMemo, Show } from 'solid-js'
import type { Message } from '#protocol/message.ts'
import { createNow } from '../../../lib/now.ts'
import { clock, duration, fullTime } from '../../../lib/time.ts'
import { Markdown } from '../../../markdown/markdown.tsx'
import { modelName } from '../../../parts/models/catalog.ts'
import { late } from '../../../ui/late.tsx'
import { Mark } from '../../../ui/mark.tsx'
import { useChat } from '../state/chat-context.ts'
import { AnswerEnd } from './answer-end.tsx'
import { AnswerFoot } from './answer-foot.tsx'
import { DeletedLine } from './deleted-line.tsx'
import { Thinking } from './thinking.tsx'

const ToolCalls = late(() => import('./tool-calls.tsx').then((all) => all.ToolCalls))

/** A model's answer: text on the page itself, its name above, what it cost below. */
export function Answer(props: { message: Message; last: boolean }) {
  const chat = useChat()
  const message = () => props.message
  const running = createMemo(() => message().status === 'streaming' || message().status === 'waiting')
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
              {message().status === 'waiting' ? 'waiting' : 'answering'}, <Elapsed since={message().created_at} />
            </Show>
          </span>
        </Show>
      </div>
      <Show when={!message().deleted_at} fallback={<DeletedLine />}>
        <Show when={message().reasoning || message().usage?.reasoning_tokens}>
          <Thinking message={message()} running={running()} />
        </Show>
        <Show when={running() && message().content === '' && !message().reasoning && !message().tool_calls}>
          <Dots />
        </Show>
        <Markdown text={message().content} streaming={running()} class={live() || !running() ? '' : 'md-paused'} />
        <Show when={message().tool_calls}>{(calls) => <ToolCalls calls={calls()} />}</Show>
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

/** Until the first word. */
function Dots() {
  return (
    <div class="flex h-[26px] items-center gap-1.5" aria-hidden="true">
      <span class="size-1.5 animate-pulse rounded-full bg-text-2" />
      <span class="size-1.5 animate-pulse rounded-full bg-text-2 [animation-delay:200ms]" />
      <span class="size-1.5 animate-pulse rounded-full bg-text-2 [animation-delay:400ms]" />
    </div>
  )
}
