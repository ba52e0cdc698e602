import { Show } from 'solid-js'
import type { Context } from '../../../../../worker/protocol/thread.ts'
import { tokens, windowSize } from '../../../lib/numbers.ts'

const tones = { ok: 'bg-accent', warning: 'bg-warn-dot', critical: 'bg-bad-dot' }

/** How much of what the model can read is used. Nothing where its window isn't known. */
export function Meter(props: { context: Context | null }) {
  return (
    <Show when={props.context?.total ? props.context : null}>
      {(context) => (
        <div
          role="meter"
          aria-label="Context"
          aria-valuenow={context().used}
          aria-valuemin={0}
          aria-valuemax={context().total ?? 0}
          aria-valuetext={`${tokens(context().used)} of ${windowSize(context().total ?? 0)} tokens`}
          data-tip="Tokens of the next prompt, of what the model can read"
          class="w-25 flex-none text-meta text-text-2 @max-[640px]/page:hidden"
          data-testid="context-meter"
        >
          <span class="block truncate">
            {tokens(context().used)} of {windowSize(context().total ?? 0)}
          </span>
          <span class="mt-0.5 block h-1 overflow-hidden rounded-full bg-line-2 forced-color-adjust-none">
            <span
              class={`block h-full rounded-full ${tones[context().severity]}`}
              style={{ width: `${Math.min(100, Math.max(2, context().percentage ?? 0))}%` }}
            />
          </span>
        </div>
      )}
    </Show>
  )
}
