import { createMemo, createSignal, For, Show } from 'solid-js'
import { plural, tokens } from '../../lib/numbers.ts'
import { Segmented } from '../../ui/segmented.tsx'
import { BarChart } from './bar-chart.tsx'
import type { Bar } from './bar-mark.tsx'
import { LimitWords } from './chart-lines.tsx'
import { limitLine } from './limit-line.ts'
import type { Usage } from './load-usage.ts'
import { measures, smallestStep, tickWords, unitWords, valueOf, valueWords, type Measure } from './measure.ts'
import type { ModelSeries } from './model-bars.tsx'
import { slotKey, type Slot } from './period.ts'
import { niceScale } from './scale.ts'
import { costWords, nothing, sumsBy, type Sum } from './sums.ts'

interface SlotSum {
  slot: Slot
  sum: Sum
}

/** Cost or tokens by day, or by month of a year: drawn, and as a table for whoever can't see the drawing. */
export function DaySection(props: {
  usage: Usage
  slots: readonly Slot[]
  series: readonly ModelSeries[]
  measure: Measure
  onMeasure: (measure: Measure) => void
}) {
  const [pointed, setPointed] = createSignal<Bar>()
  const [covered, setCovered] = createSignal(false)
  const by = () => (props.usage.period.kind === 'year' ? 'month' : 'day')
  const sums = createMemo<SlotSum[]>(() => {
    const known = new Map(sumsBy(props.usage.days, (row) => slotKey(props.usage.period, row.group)))
    return props.slots.map((slot) => ({ slot, sum: known.get(slot.key) ?? nothing }))
  })
  const bars = createMemo(() => sums().map(({ slot, sum }) => barOf(slot, sum, props.measure)))
  const most = () => Math.max(0, ...bars().map((bar) => bar.value))
  /** A limit far above the bars would flatten them; then the words over the chart must do. */
  const limit = () => {
    const line = limitLine(props.usage.budgets, props.usage.period, props.measure)
    return line && line.value <= most() * 3 ? line : undefined
  }
  const scale = () => niceScale(Math.max(most(), limit()?.value ?? 0), smallestStep)
  const step = () => scale().ticks[1] ?? scale().top
  const title = () => `${props.measure === 'cost' ? 'Cost' : 'Tokens'} by ${by()}`
  return (
    <section class="flex flex-col gap-1">
      <div class="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h2 class="text-ui font-bold">{title()}</h2>
        <p
          aria-hidden="true"
          class="order-3 min-h-[18px] min-w-0 flex-1 truncate text-small text-text-2 phone:min-h-6 phone:basis-full"
        >
          <Show when={covered() && !pointed() && limit()} fallback={pointed()?.sentence}>
            {(line) => <LimitWords words={line().words} />}
          </Show>
        </p>
        <div class="order-4 phone:order-2 phone:ms-auto">
          <Segmented label="Measure" value={props.measure} segments={measures} onChange={props.onMeasure} />
        </div>
      </div>
      <BarChart
        label={`${title()}. The same figures are in the table that follows.`}
        bars={bars()}
        scale={scale()}
        tick={(value) => tickWords(props.measure, value, step())}
        limit={limit()}
        onPoint={setPointed}
        onCovered={setCovered}
      />
      <DayTable sums={sums()} series={props.series} by={by()} />
    </section>
  )
}

function barOf(slot: Slot, sum: Sum, measure: Measure): Bar {
  const value = valueOf(measure, sum)
  const words = valueWords(measure, value)
  const cost = measure === 'cost' ? costWords(sum) : unitWords(measure, value)
  const other = measure === 'cost' ? `${tokens(sum.tokens)} tokens` : costWords(sum)
  const what = sum.calls > 0 ? `${cost}, ${plural(sum.calls, 'call')}, ${other}` : 'nothing'
  return {
    key: slot.key,
    short: slot.short,
    value,
    words: slot.isNow ? `${words} so far` : words,
    sentence: `${slot.name}${slot.isNow ? ', so far' : ''}: ${what}`,
    isNow: slot.isNow,
  }
}

/** The drawings' figures for a screen reader: days, and the models of the small drawings. */
function DayTable(props: { sums: readonly SlotSum[]; series: readonly ModelSeries[]; by: string }) {
  const rows = () => props.sums.map(({ slot, sum }, index) => ({ slot, sum, index })).filter(({ sum }) => sum.calls > 0)
  return (
    <div class="relative">
      <div class="sr-text">
        <table data-testid="day-table">
          <caption>Cost, tokens and calls by {props.by}, and cost by model</caption>
          <thead>
            <tr>
              <th scope="col">{props.by === 'day' ? 'Day' : 'Month'}</th>
              <th scope="col">Cost</th>
              <th scope="col">Tokens</th>
              <th scope="col">Calls</th>
              <For each={props.series}>{(one) => <th scope="col">{one.name}</th>}</For>
            </tr>
          </thead>
          <tbody>
            <For each={rows()}>
              {({ slot, sum, index }) => (
                <tr>
                  <th scope="row">{slot.isNow ? `${slot.name}, so far` : slot.name}</th>
                  <td>{costWords(sum)}</td>
                  <td>{tokens(sum.tokens)}</td>
                  <td>{sum.calls}</td>
                  <For each={props.series}>{(one) => <td>{costWords(one.values[index]!)}</td>}</For>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </div>
    </div>
  )
}
