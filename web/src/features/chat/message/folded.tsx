import { createSignal, Show, type JSX } from 'solid-js'
import { whole } from '../../../lib/numbers.ts'

/** Characters from which a person's own message is folded. */
export const FOLD_FROM = 1000

/** The beginning of a long message; the rest on request. */
export function Folded(props: { length: number; children: JSX.Element }) {
  const [open, setOpen] = createSignal(false)
  const long = () => props.length > FOLD_FROM
  return (
    <>
      <div
        class={long() && !open() ? 'max-h-50 overflow-hidden [mask-image:linear-gradient(#000_70%,transparent)]' : ''}
        inert={long() && !open()}
      >
        {props.children}
      </div>
      <Show when={long()}>
        <button
          type="button"
          aria-expanded={open()}
          class="touch-target mt-1.5 rounded-code text-small font-medium text-accent hover:text-accent-hover"
          onClick={() => setOpen(!open())}
        >
          {open() ? 'Show less' : `Show all ${whole(props.length)} characters`}
        </button>
      </Show>
    </>
  )
}
