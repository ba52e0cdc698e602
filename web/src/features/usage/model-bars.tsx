import { createMemo, For, Show } from 'solid-js'
import { plural } from '../../lib/numbers.ts'
import type { Usage } from './load-usage.ts'
import { unitWords, valueOf, type Measure } from './measure.ts'
import { slotKey, type Slot } from './period.ts'
import { costInWords, modelOf, nothing, sumsBy, type Sum } from './sums.ts'

const ROW = 4
const SHOWN = 2 * ROW
const HEIGHT = 42

export interface ModelSeries {
  group: string
  name: string
  provider: string
  sum: Sum
  /** One for each slot. */
  values: Sum[]
}

/** Each model's figures by day, the dearest first. */
export function seriesOf(usage: Usage, slots: readonly Slot[]): ModelSeries[] {
  return sumsBy(usage.days, (row) => row.split ?? '').map(([group, sum]) => {
    const own = usage.days.filter((row) => (row.split ?? '') === group)
    const days = new Map(sumsBy(own, (row) => slotKey(usage.period, row.group)))
    const { provider, model } = modelOf(group)
    const values = slots.map((slot) => days.get(slot.key) ?? nothing)
    return { group, name: model, provider: usage.providers.get(provider) ?? provider, sum, values }
  })
}

/** The same bars for each model, small and on one scale. */
export function ModelBars(props: { series: readonly ModelSeries[]; measure: Measure; by: 'day' | 'month' }) {
  /** Those without a bar only where a row has room for them. */
  const shown = createMemo(() => {
    const [drawn, empty] = [true, false].map((wanted) =>
      props.series.filter((one) => valueOf(props.measure, one.sum) > 0 === wanted),
    )
    return [...drawn!.slice(0, SHOWN), ...empty!.slice(0, Math.max(0, ROW - drawn!.length))]
  })
  const top = createMemo(() =>
    Math.max(0, ...shown().flatMap((one) => one.values.map((value) => valueOf(props.measure, value)))),
  )
  const rest = () => props.series.filter((one) => !shown().includes(one))
  const restWords = () => {
    const value = rest().reduce((sum, one) => sum + valueOf(props.measure, one.sum), 0)
    return value > 0 ? ` with ${unitWords(props.measure, value)} together` : ''
  }
  return (
    <section class="flex flex-col gap-3">
      <h2 class="flex flex-wrap items-baseline gap-x-2 text-ui font-bold">
        By model
        <Show when={top() > 0}>
          <span class="text-meta font-normal text-text-2">
            One scale for all: full height is {unitWords(props.measure, top())} a {props.by}
          </span>
        </Show>
      </h2>
      <ul class="grid grid-cols-4 gap-x-6 gap-y-5 max-tablet:grid-cols-2 max-tablet:gap-x-4">
        <For each={shown()}>
          {(one) => (
            <li class="flex min-w-0 flex-col">
              <p class="truncate text-small" title={`${one.provider}: ${one.name}`}>
                {one.name}
              </p>
              <p class="mb-2 truncate text-meta text-text-2">
                {props.measure === 'cost' ? costInWords(one.sum) : unitWords('tokens', one.sum.tokens)},{' '}
                {plural(one.sum.calls, 'call')}
              </p>
              <Bars values={one.values.map((value) => valueOf(props.measure, value))} top={top()} />
            </li>
          )}
        </For>
      </ul>
      <Show when={rest().length > 0}>
        <p class="text-small text-text-2">
          {plural(rest().length, 'more model')}
          {restWords()}: see the table.
        </p>
      </Show>
    </section>
  )
}

/** Its figures are in the table of days, which a screen reader reads instead. */
function Bars(props: { values: readonly number[]; top: number }) {
  const height = (value: number) => (value > 0 ? Math.max(1.5, (value / props.top) * HEIGHT) : 0)
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${props.values.length} ${HEIGHT}`}
      preserveAspectRatio="none"
      class="block h-[42px] w-full border-b border-line-2"
    >
      <For each={props.values}>
        {(value, index) => (
          <rect
            x={index() + 0.14}
            y={HEIGHT - height(value)}
            width="0.72"
            height={height(value)}
            class="fill-accent forced-colors:fill-[CanvasText]"
          />
        )}
      </For>
    </svg>
  )
}
