import ChevronDown from 'lucide-solid/icons/chevron-down'
import ChevronRight from 'lucide-solid/icons/chevron-right'
import { createSignal, createUniqueId, Show, type JSX } from 'solid-js'
import { quickIcon } from './quick-icon.ts'

const Down = quickIcon(ChevronDown)
const Right = quickIcon(ChevronRight)

/** What is open, kept outside of the lines: they go when they are scrolled away. */
const opened = new Set<string>()

/** A line that opens in place what is under it. `name`: one in the whole page, by which it stays open. */
export function Fold(props: { name: string; line: JSX.Element; children: JSX.Element; testid?: string }) {
  const id = createUniqueId()
  const [open, setOpen] = createSignal(opened.has(props.name))
  const toggle = () => {
    if (setOpen(!open())) opened.add(props.name)
    else opened.delete(props.name)
  }
  return (
    <>
      <button
        type="button"
        aria-expanded={open()}
        aria-controls={id}
        data-testid={props.testid}
        class="touch-target flex h-[30px] w-full items-center gap-2.5 rounded-control text-ui text-text-2 hover:text-text touch:h-11 [&>.lucide-icon:last-child]:size-3.5"
        onClick={toggle}
      >
        {props.line}
        <Show when={open()} fallback={<Right />}>
          <Down />
        </Show>
      </button>
      <div id={id}>
        <Show when={open()}>{props.children}</Show>
      </div>
    </>
  )
}
