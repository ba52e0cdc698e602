import { Show } from 'solid-js'
import type { Context, Thread } from '#protocol/thread.ts'
import { isInPane, toggleInPane } from '../../../state/pane.ts'
import { contextLabel, sumWords, usedWords } from '../figures/context-words.ts'
import { MeterBar, MeterRing } from '../figures/meter-shapes.tsx'

/** How much of what the model can read is used, and what the thread has cost; a press tells more. A ring where it is narrow. */
export function Meter(props: { context: Context | null; thread: Thread | null }) {
  const sum = () => props.thread && sumWords(props.thread)
  const label = (context: Context) => contextLabel(context) + (sum() ? `. This thread: ${sum()}` : '')
  return (
    <Show when={props.context && (props.context.total !== null || props.context.used > 0) ? props.context : null}>
      {(context) => (
        <button
          type="button"
          aria-label={label(context())}
          aria-controls="pane"
          aria-expanded={isInPane({ kind: 'context' })}
          data-tip="Tokens of the next prompt, of what the model can read"
          data-testid="context-meter"
          onClick={() => toggleInPane({ kind: 'context' })}
          class="touch-target -mx-1.5 flex-none rounded-control px-1.5 py-1 text-start text-meta text-text-2 transition-colors hover:bg-hover aria-expanded:bg-hover"
        >
          <span class="block min-w-25 @max-[640px]/page:hidden">
            <span class="flex items-baseline justify-between gap-2">
              <span>{usedWords(context())}</span>
              <Show when={sum()}>
                <span data-testid="thread-cost">{sum()}</span>
              </Show>
            </span>
            <Show when={context().total !== null}>
              <MeterBar context={context()} />
            </Show>
          </span>
          <span class="hidden @max-[640px]/page:block">
            <MeterRing context={context()} />
          </span>
        </button>
      )}
    </Show>
  )
}
