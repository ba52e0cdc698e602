import { createEffect, createSignal, For, onCleanup, onMount, Show } from 'solid-js'
import { BarMark, type Bar } from './bar-mark.tsx'
import { LimitMark, ScaleLines } from './chart-lines.tsx'
import { HEIGHT, PLOT, TOP } from './chart-shape.ts'
import { isCovered, type LimitLine } from './limit-line.ts'
import { labelStep, type Scale } from './scale.ts'

/** What the words under a bar take. */
const LABEL = 46

/**
 * Bars from zero, lines of the scale, and a limit as a dashed line with its words. One stop for Tab; arrows move from
 * bar to bar, and the bar that is pointed at or focused says its figures in `onPoint`.
 */
export function BarChart(props: {
  label: string
  bars: readonly Bar[]
  scale: Scale
  tick: (value: number) => string
  limit?: LimitLine
  onPoint: (bar: Bar | undefined) => void
  /** There is no room for the words of the limit: whoever draws this says them. */
  onCovered: (covered: boolean) => void
}) {
  const [width, setWidth] = createSignal(0)
  const [at, setAt] = createSignal<number>()
  const [stop, setStop] = createSignal<number>()
  let box!: HTMLDivElement
  onMount(() => {
    const watcher = new ResizeObserver(() => setWidth(box.clientWidth))
    watcher.observe(box)
    setWidth(box.clientWidth)
    onCleanup(() => watcher.disconnect())
  })
  const left = () => Math.max(...props.scale.ticks.map((tick) => props.tick(tick).length)) * 6.4 + 8
  const slot = () => Math.max(1, (width() - left()) / props.bars.length)
  const y = (value: number) => TOP + PLOT - (value / props.scale.top) * PLOT
  const highest = () => props.bars.reduce((best, bar, index) => (bar.value > props.bars[best]!.value ? index : best), 0)
  const isCrowded = () => {
    const { limit, bars } = props
    if (!limit || width() === 0) return false
    const boxes = bars.map((bar, index) => {
      const figure = bar.isNow || index === highest() ? 20 : 0
      const top = y(bar.value)
      const [start, end] = [left() + index * slot(), left() + (index + 1) * slot()]
      return { start, end, top: top - figure, bottom: bar.value > 0 ? TOP + PLOT : top - figure }
    })
    return isCovered(limit.words, { y: y(limit.value), end: width() }, boxes)
  }
  createEffect(() => props.onCovered(isCrowded()))
  /** The stop of Tab is today, or the last bar. */
  const tabStop = () => {
    const now = props.bars.findIndex((bar) => bar.isNow)
    return stop() ?? (now >= 0 ? now : props.bars.length - 1)
  }
  const point = (index: number | undefined) => {
    setAt(index)
    props.onPoint(index === undefined ? undefined : props.bars[index])
  }
  const onKey = (event: KeyboardEvent) => {
    const last = props.bars.length - 1
    const moves: Record<string, number> = {
      ArrowLeft: Math.max(0, tabStop() - 1),
      ArrowRight: Math.min(last, tabStop() + 1),
      Home: 0,
      End: last,
    }
    const next = moves[event.key]
    if (next === undefined) return
    event.preventDefault()
    setStop(next)
    box.querySelector<SVGElement>(`[data-bar="${next}"]`)?.focus()
  }
  return (
    <div ref={box} class="w-full" onPointerLeave={() => point(undefined)}>
      <svg
        role="group"
        aria-label={props.label}
        width={width()}
        height={HEIGHT}
        class="block overflow-visible text-meta"
        onKeyDown={onKey}
        data-testid="bar-chart"
      >
        <ScaleLines scale={props.scale} tick={props.tick} y={y} left={left()} width={width()} />
        <For each={props.bars}>
          {(bar, index) => (
            <BarMark
              bar={bar}
              index={index()}
              x={left() + index() * slot()}
              slot={slot()}
              y={y(bar.value)}
              isStop={tabStop() === index()}
              isPointed={at() === index()}
              shows={at() === index() || (at() === undefined && highest() === index() && bar.value > 0)}
              labelled={index() % labelStep(props.bars.length, slot(), LABEL) === 0}
              edge={width()}
              onPoint={point}
              onFocus={setStop}
            />
          )}
        </For>
        <Show when={props.limit}>
          {(limit) => (
            <LimitMark limit={limit()} y={y(limit().value)} left={left()} width={width()} bare={isCrowded()} />
          )}
        </Show>
      </svg>
    </div>
  )
}
