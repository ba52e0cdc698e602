import { For, Show } from 'solid-js'
import { halo } from './chart-shape.ts'
import type { LimitLine } from './limit-line.ts'
import type { Scale } from './scale.ts'

/** The lines of the scale, each with its figure. */
export function ScaleLines(props: {
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
              class={
                tick === 0 ? 'stroke-line-2 forced-colors:stroke-[CanvasText]' : 'stroke-line forced-colors:opacity-30'
              }
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

/** A limit: a dashed line with its words, unless they are said elsewhere. */
export function LimitMark(props: { limit: LimitLine; y: number; left: number; width: number; bare: boolean }) {
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
      <Show when={!props.bare}>
        <text x={props.width} y={props.y - 5} text-anchor="end" class={`${halo} fill-warn font-medium`}>
          {props.limit.words}
        </text>
      </Show>
    </g>
  )
}

/** The same line beside its words, where the drawing has no room for them. */
export function LimitWords(props: { words: string }) {
  return (
    <span class="flex min-w-0 items-center gap-2 text-meta font-medium text-warn">
      <svg width="20" height="2" class="flex-none forced-colors:stroke-[CanvasText]" aria-hidden="true">
        <line x2="20" y1="1" y2="1" stroke-dasharray="4 3" class="stroke-warn-dot forced-colors:stroke-[CanvasText]" />
      </svg>
      <span class="truncate">{props.words}</span>
    </span>
  )
}
