import Brain from 'lucide-solid/icons/brain'
import ChevronDown from 'lucide-solid/icons/chevron-down'
import ChevronRight from 'lucide-solid/icons/chevron-right'
import { createSignal, createUniqueId, onMount, Show } from 'solid-js'
import type { Message } from '#protocol/message.ts'
import { createNow } from '../../../lib/now.ts'
import { plural } from '../../../lib/numbers.ts'
import { duration } from '../../../lib/time.ts'
import { Markdown } from '../../../markdown/markdown.tsx'
import { useChat } from '../state/chat-context.ts'

/** Kept outside of the row, which goes when it is scrolled away. */
const opened = new Set<string>()

/** What a model thought before it answered: one line, opened in place on request. Some providers tell only how much. */
export function Thinking(props: { message: Message; running: boolean }) {
  const chat = useChat()
  const id = createUniqueId()
  const [open, setOpen] = createSignal(opened.has(props.message.id))
  const span = () => chat.session.state.thinking[props.message.id]
  const live = () => props.running && props.message.content === ''
  const took = () => {
    const between = span()
    return props.message.timing?.reasoning_ms ?? (between?.to ? between.to - between.from : null)
  }
  const tokens = () => props.message.usage?.reasoning_tokens
  const toggle = () => {
    const next = setOpen(!open())
    if (next) opened.add(props.message.id)
    else opened.delete(props.message.id)
  }
  const line = () => (
    <>
      <Brain />
      <span class="flex-1 text-start" data-testid="thinking-words">
        <Show when={live()} fallback={took() === null ? 'Thought first' : `Thought for ${duration(took() ?? 0)}`}>
          Thinking… <Show when={span()}>{(known) => <Ticking since={known().from} />}</Show>
        </Show>
      </span>
      <Show when={tokens()}>{(count) => <span class="text-meta text-text-3">{plural(count(), 'token')}</span>}</Show>
    </>
  )
  return (
    <div class="mb-1.5 max-w-[34rem]" data-testid="thinking">
      <Show
        when={props.message.reasoning}
        fallback={
          <p class="flex h-[30px] items-center gap-2.5 text-ui text-text-2" data-tip="The provider keeps it to itself">
            {line()}
          </p>
        }
      >
        {(text) => (
          <>
            <button
              type="button"
              aria-expanded={open()}
              aria-controls={id}
              class="touch-target flex h-[30px] w-full items-center gap-2.5 rounded-control text-ui text-text-2 hover:text-text touch:h-11"
              onClick={toggle}
            >
              {line()}
              {open() ? <ChevronDown class="size-3.5!" /> : <ChevronRight class="size-3.5!" />}
            </button>
            <div id={id}>
              <Show when={open()}>
                <Thoughts text={text()} growing={live()} />
              </Show>
            </div>
          </>
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
