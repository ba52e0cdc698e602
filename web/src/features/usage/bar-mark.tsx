import { Show } from 'solid-js'
import { halo, HEIGHT, PLOT, TOP } from './chart-shape.ts'

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

/** One bar: what a pointer or Tab reaches, and its words. */
export function BarMark(props: {
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
