import { createSignal, For, onCleanup, onMount, Show } from 'solid-js'
import type { LimitLine } from './limit-line.ts'
import { labelStep, type Scale } from './scale.ts'

export interface Bar {
  key: string
  /** Under the bar, where there is room. */
  short: string
  value: number
  /** Over the bar. */
  words: string
  /** All of it, as a sentence. */
  sentence: string
  /** It isn't over yet. */
  isNow: boolean
}

const HEIGHT = 196
const TOP = 26
const FOOT = 26
const PLOT = HEIGHT - TOP - FOOT
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
        <Lines scale={props.scale} tick={props.tick} y={y} left={left()} width={width()} />
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
          {(limit) => <Limit limit={limit()} y={y(limit().value)} left={left()} width={width()} />}
        </Show>
      </svg>
    </div>
  )
}

function Lines(props: {
  scale: Scale
  tick: (value: number) => string
  y: (value: number) => number
  left: number
  width: number
}) {
  return (
    <g aria-hidden="true">
      <For each={props.scale.ticks}>
        {(tick) => (
          <>
            <line
              x1={props.left}
              x2={props.width}
              y1={props.y(tick) + 0.5}
              y2={props.y(tick) + 0.5}
              class={`${tick === 0 ? 'stroke-line-2' : 'stroke-line'} forced-colors:stroke-[CanvasText]`}
            />
            <text x="0" y={props.y(tick) + 4} class="fill-text-2 forced-colors:fill-[CanvasText]">
              {props.tick(tick)}
            </text>
          </>
        )}
      </For>
    </g>
  )
}

function BarMark(props: {
  bar: Bar
  index: number
  x: number
  slot: number
  y: number
  isStop: boolean
  isPointed: boolean
  /** Its value stands over it. */
  shows: boolean
  labelled: boolean
  /** The right end of the drawing. */
  edge: number
  onPoint: (index: number | undefined) => void
  onFocus: (index: number) => void
}) {
  const bottom = TOP + PLOT
  const thick = () => Math.min(40, props.slot * 0.72)
  const center = () => props.x + props.slot / 2
  /** What is above zero is seen, however little it is. */
  const height = () => (props.bar.value > 0 ? Math.max(2, bottom - props.y) : 0)
  const above = () => bottom - height() - 6
  /** Words over the first and last bars stay inside. */
  const wordsAt = () => Math.min(Math.max(center(), 24), props.edge - 24)
  return (
    <g
      role="img"
      tabindex={props.isStop ? 0 : -1}
      aria-label={props.bar.sentence}
      data-bar={props.index}
      class="group outline-none"
      onFocus={() => {
        props.onFocus(props.index)
        props.onPoint(props.index)
      }}
      onBlur={() => props.onPoint(undefined)}
      onPointerEnter={() => props.onPoint(props.index)}
      onPointerDown={() => props.onPoint(props.index)}
    >
      <rect x={props.x} y={TOP} width={props.slot} height={PLOT} class="fill-transparent" />
      <rect
        x={center() - thick() / 2}
        y={bottom - height()}
        width={thick()}
        height={height()}
        rx={Math.min(2, thick() / 4)}
        class={`forced-colors:fill-[CanvasText] ${props.isPointed ? 'fill-accent-hover' : 'fill-accent'} ${props.bar.isNow ? 'opacity-65' : ''}`}
      />
      <rect
        x={center() - thick() / 2 - 3}
        y={bottom - Math.max(height(), 4) - 3}
        width={thick() + 6}
        height={Math.max(height(), 4) + 3}
        rx="4"
        fill="none"
        stroke-width="2"
        class="stroke-transparent group-focus-visible:stroke-accent forced-colors:group-focus-visible:stroke-[Highlight]"
      />
      <Show when={props.shows}>
        <text x={wordsAt()} y={above()} text-anchor="middle" class={`${halo} fill-text font-medium`} aria-hidden="true">
          {props.bar.words}
        </text>
      </Show>
      <Show when={props.bar.isNow && !props.shows}>
        <text x={wordsAt()} y={above()} text-anchor="middle" class={`${halo} fill-text-2`} aria-hidden="true">
          so far
        </text>
      </Show>
      <Show when={props.labelled}>
        <text
          x={Math.min(center(), props.edge - 18)}
          y={HEIGHT - 6}
          text-anchor="middle"
          class="fill-text-2 forced-colors:fill-[CanvasText]"
          aria-hidden="true"
        >
          {props.bar.short}
        </text>
      </Show>
    </g>
  )
}

/** Words over bars and lines keep a rim of the page's own color. */
const halo =
  'stroke-page stroke-[3px] [paint-order:stroke] forced-colors:fill-[CanvasText] forced-colors:stroke-[Canvas]'

function Limit(props: { limit: LimitLine; y: number; left: number; width: number }) {
  return (
    <g aria-hidden="true" class="pointer-events-none">
      <line
        x1={props.left}
        x2={props.width}
        y1={props.y}
        y2={props.y}
        stroke-dasharray="4 3"
        class="stroke-warn-dot forced-colors:stroke-[CanvasText]"
      />
      <text x={props.width} y={props.y - 5} text-anchor="end" class={`${halo} fill-warn font-medium`}>
        {props.limit.words}
      </text>
    </g>
  )
}
