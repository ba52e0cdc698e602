import { createMemo, Index, Match, Show, Switch } from 'solid-js'
import type { Message } from '#protocol/message.ts'
import { Markdown } from '../../../markdown/markdown.tsx'
import { answerParts, type AnswerPart } from '../../../parts/steps/answer-parts.ts'
import { isOpen } from '../../../parts/steps/call-look.ts'
import { late } from '../../../ui/late.tsx'
import { useChat } from '../state/chat-context.ts'

const Thinking = late(() => import('./thinking.tsx').then((all) => all.Thinking))
const ToolCalls = late(() => import('../../../parts/steps/tool-calls.tsx').then((all) => all.ToolCalls))

/** What an answer is made of, in its order: thoughts, text, calls. Only its last piece grows. */
export function AnswerBody(props: { message: Message; running: boolean }) {
  const chat = useChat()
  const message = () => props.message
  const begun = () => (props.running ? chat.session.state.begun[message().id] : undefined)
  const parts = createMemo<AnswerPart[]>((before) => kept(before, answerParts(message(), begun())), [])
  const calls = ({ from, to }: AnswerPart) => message().tool_calls?.slice(from, to) ?? []
  const grows = (index: number) => props.running && index === parts().length - 1
  /** Something works, and nothing else shows it. */
  const dots = () => {
    const last = parts().at(-1)
    const shown = last && (last.kind !== 'calls' || calls(last).some(isOpen))
    return props.running && !shown && chat.session.state.running?.state !== 'waiting'
  }
  return (
    <>
      <Index each={parts()}>
        {(part, index) => (
          <Switch>
            <Match when={part().kind === 'text'}>
              <Markdown text={message().content.slice(part().from, part().to)} streaming={grows(index)} />
            </Match>
            <Match when={part().kind === 'calls'}>
              <ToolCalls message_id={message().id} calls={calls(part())} />
            </Match>
            <Match when={part().kind === 'thoughts'}>
              <Thinking message={message()} part={part()} live={grows(index)} />
            </Match>
          </Switch>
        )}
      </Index>
      <Show when={dots()}>
        <Dots />
      </Show>
    </>
  )
}

/** The parts that are as they were, so that nothing looks at them again. */
function kept(before: readonly AnswerPart[], now: AnswerPart[]): AnswerPart[] {
  return now.map((part, index) => {
    const old = before[index]
    return old?.kind === part.kind && old.from === part.from && old.to === part.to ? old : part
  })
}

/** Until the next word. */
function Dots() {
  return (
    <div class="flex h-[26px] items-center gap-1.5" aria-hidden="true">
      <span class="size-1.5 animate-pulse rounded-full bg-text-2" />
      <span class="size-1.5 animate-pulse rounded-full bg-text-2 [animation-delay:200ms]" />
      <span class="size-1.5 animate-pulse rounded-full bg-text-2 [animation-delay:400ms]" />
    </div>
  )
}
