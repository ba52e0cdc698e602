import ChevronDown from 'lucide-solid/icons/chevron-down'
import ChevronRight from 'lucide-solid/icons/chevron-right'
import Wrench from 'lucide-solid/icons/wrench'
import { createSignal, createUniqueId, For, Show } from 'solid-js'
import type { ToolCall } from '#protocol/message.ts'

/** What a model called: a line for each, opened in place for what it wrote and what came back. */
export function ToolCalls(props: { calls: ToolCall[] }) {
  return (
    <div class="my-1.5 max-w-[34rem]" data-testid="tool-calls">
      <For each={props.calls}>{(call) => <Call call={call} />}</For>
    </div>
  )
}

function Call(props: { call: ToolCall }) {
  const id = createUniqueId()
  const [open, setOpen] = createSignal(false)
  const written = () =>
    typeof props.call.input === 'string' ? props.call.input : JSON.stringify(props.call.input, null, 2)
  return (
    <>
      <button
        type="button"
        aria-expanded={open()}
        aria-controls={id}
        class="touch-target flex h-[30px] w-full items-center gap-2.5 rounded-control text-ui text-text-2 hover:text-text touch:h-11"
        onClick={() => setOpen(!open())}
      >
        <Wrench />
        <span class="flex-1 truncate text-start">
          {props.call.state === 'failed' ? 'Tried to call' : 'Called'} <code>{props.call.name}</code>
        </span>
        {open() ? <ChevronDown class="size-3.5!" /> : <ChevronRight class="size-3.5!" />}
      </button>
      <div id={id}>
        <Show when={open()}>
          <pre class="mb-1.5 ml-[26px] max-h-80 overflow-auto rounded-code bg-hover p-2 text-small whitespace-pre-wrap wrap-anywhere">
            {written()}
          </pre>
          <Show when={props.call.output}>
            {(output) => <p class="mb-1.5 ml-[26px] text-small wrap-anywhere text-text-2">{output()}</p>}
          </Show>
        </Show>
      </div>
    </>
  )
}
