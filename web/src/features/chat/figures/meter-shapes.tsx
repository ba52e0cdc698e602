import type { Context } from '#protocol/thread.ts'

const tones = {
  ok: 'bg-accent stroke-accent',
  warning: 'bg-warn-dot stroke-warn-dot',
  critical: 'bg-bad-dot stroke-bad-dot',
}
const shareOf = (context: Context) => Math.min(100, Math.max(2, context.percentage ?? 0))

/** How much of what the model can read is used: a line. */
export function MeterBar(props: { context: Context }) {
  return (
    <span class="mt-0.5 block h-1 overflow-hidden rounded-full bg-line-2 forced-color-adjust-none">
      <span
        class={`block h-full rounded-full ${tones[props.context.severity]}`}
        style={{ width: `${shareOf(props.context)}%` }}
      />
    </span>
  )
}

/** The same as a ring, where it is narrow. */
export function MeterRing(props: { context: Context }) {
  return (
    <svg viewBox="0 0 20 20" class="size-5 -rotate-90 forced-color-adjust-none" fill="none" stroke-width="3">
      <circle cx="10" cy="10" r="8" class="stroke-line-2" />
      <circle
        cx="10"
        cy="10"
        r="8"
        pathLength="100"
        stroke-dasharray={`${shareOf(props.context)} 100`}
        class={tones[props.context.severity]}
      />
    </svg>
  )
}
