import { For, Show } from 'solid-js'
import type { Budget } from '#protocol/budget.ts'
import { limitsOf, nowWords, percent, type Limit } from './budgets.ts'

/** Words and a bar for each limit of a budget: how much of it is gone. */
export function BudgetMeter(props: { budget: Budget; name?: string }) {
  const name = () => {
    const words = nowWords(props.budget.period)
    return props.name ? `${props.name}, ${words}` : words.charAt(0).toUpperCase() + words.slice(1)
  }
  return (
    <For each={limitsOf(props.budget)}>
      {(limit) => (
        <div class="flex flex-col gap-1.5" data-testid="budget">
          <p class="flex flex-wrap items-baseline justify-between gap-x-4 text-ui">
            <span class="min-w-0 wrap-anywhere">{name()}</span>
            <span class="text-text-2">
              {limit.spentWords} of {limit.limitWords}
              <Show when={limit.share >= 1}>
                <span class="text-bad">, used up</span>
              </Show>
            </span>
          </p>
          <LimitBar limit={limit} label={`Budget: ${name()}`} />
        </div>
      )}
    </For>
  )
}

/** Petrol, amber from 80 %, red when it is gone; the words beside it say the same. */
export function LimitBar(props: { limit: Limit; label: string; thick?: boolean }) {
  const tone = () => (props.limit.share >= 1 ? 'bg-bad-dot' : props.limit.share >= 0.8 ? 'bg-warn-dot' : 'bg-accent')
  return (
    <div
      role="meter"
      aria-label={props.label}
      aria-valuemin="0"
      aria-valuemax="100"
      aria-valuenow={Math.min(100, percent(props.limit.share))}
      aria-valuetext={`${props.limit.spentWords} of ${props.limit.limitWords}`}
      class={`overflow-hidden rounded-full bg-selected forced-colors:border ${props.thick ? 'h-2' : 'h-1.5'}`}
    >
      <div
        class={`h-full rounded-full forced-color-adjust-none ${tone()}`}
        style={{ width: `${Math.min(100, props.limit.share * 100)}%` }}
      />
    </div>
  )
}
