import Brain from 'lucide-solid/icons/brain'
import { createSignal, onMount, Show } from 'solid-js'
import type { Message } from '#protocol/message.ts'
import { createNow } from '../../../lib/now.ts'
import { plural } from '../../../lib/numbers.ts'
import { duration } from '../../../lib/time.ts'
import { Markdown } from '../../../markdown/markdown.tsx'
import type { AnswerPart } from '../../../parts/steps/answer-parts.ts'
import { Fold } from '../../../ui/fold.tsx'
import { useChat } from '../state/chat-context.ts'

/** What a model thought before a step's words: one line, opened in place. Some providers tell only how much. */
export function Thinking(props: { message: Message; part: AnswerPart; live: boolean }) {
  const chat = useChat()
  const text = () => props.message.reasoning?.slice(props.part.from, props.part.to)
  const span = () => chat.session.state.begun[props.message.id]?.[props.part.step]?.thinking
  /** An answer's timing is of all its thoughts: it tells of these where there are no others. */
  const isAlone = () => props.part.from === 0 && props.part.to >= (props.message.reasoning?.length ?? 0)
  const took = () => {
    const between = span()
    if (between) return between.to && between.to - between.from
    return isAlone() ? (props.message.timing?.reasoning_ms ?? null) : null
  }
  const tokens = () => {
    const { steps, usage } = props.message
    return steps?.[props.part.step]?.usage?.reasoning_tokens ?? (steps ? undefined : usage?.reasoning_tokens)
  }
  const first = () => (props.part.step === 0 ? 'Thought first' : 'Thought again')
  const line = () => (
    <>
      <Brain />
      <span class="flex-1 text-start" data-testid="thinking-words">
        <Show when={props.live} fallback={took() === null ? first() : `Thought for ${duration(took() ?? 0)}`}>
          Thinking… <Show when={span()}>{(known) => <Ticking since={known().from} />}</Show>
        </Show>
      </span>
      <Show when={tokens()}>{(count) => <span class="text-meta text-text-3">{plural(count(), 'token')}</span>}</Show>
    </>
  )
  return (
    <div class="mb-1.5 max-w-[34rem]" data-testid="thinking">
      <Show
        when={text()}
        fallback={
          <p class="flex h-[30px] items-center gap-2.5 text-ui text-text-2" data-tip="The provider keeps it to itself">
            {line()}
          </p>
        }
      >
        {(known) => (
          <Fold name={`thoughts ${props.message.id} ${props.part.step}`} line={line()}>
            <Thoughts text={known()} growing={props.live} />
          </Fold>
        )}
      </Show>
    </div>
  )
}

/** From here on a whole text is shown in steps, as a growing one is. */
const LONG = 20_000

function Thoughts(props: { text: string; growing: boolean }) {
  const [arriving, setArriving] = createSignal(props.text.length > LONG)
  onMount(() => setArriving(false))
  return (
    <Markdown text={props.text} streaming={props.growing || arriving()} class="pb-2 pl-[26px] text-ui! text-text-2" />
  )
}

function Ticking(props: { since: number }) {
  const now = createNow()
  return <>{duration(Math.max(0, now() - props.since))}</>
}
