import Brain from 'lucide-solid/icons/brain'
import ChevronDown from 'lucide-solid/icons/chevron-down'
import ChevronRight from 'lucide-solid/icons/chevron-right'
import { createSignal, Show } from 'solid-js'
import { plural } from '../../../lib/numbers.ts'
import { Markdown } from '../markdown/markdown.tsx'

/** What a model thought before it answered: one line, opened on request. */
export function Thinking(props: { text: string; running: boolean; tokens?: number }) {
  const [open, setOpen] = createSignal(false)
  return (
    <div class="mb-1.5 max-w-[34rem]">
      <button
        type="button"
        aria-expanded={open()}
        class="touch-target flex h-[30px] w-full items-center gap-2.5 rounded-control text-ui text-text-2 hover:text-text touch:h-11"
        onClick={() => setOpen(!open())}
      >
        <Brain />
        <span class="flex-1 text-start">{props.running ? 'Thinking' : 'Thought first'}</span>
        <Show when={props.tokens}>
          {(count) => <span class="text-meta text-text-3">{plural(count(), 'token')}</span>}
        </Show>
        {open() ? <ChevronDown class="size-3.5!" /> : <ChevronRight class="size-3.5!" />}
      </button>
      <Show when={open()}>
        <Markdown text={props.text} streaming={props.running} class="pl-[26px] text-ui! text-text-2" />
      </Show>
    </div>
  )
}
