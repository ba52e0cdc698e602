import type { Component, JSX } from 'solid-js'
import { Dynamic } from 'solid-js/web'

const tones = {
  bad: ['bg-bad-soft', 'text-bad'],
  warn: ['bg-warn-soft', 'text-warn'],
  info: ['bg-accent-soft', 'text-accent'],
  plain: ['bg-sunk', 'text-text-2'],
} as const

/** Words, then one action. Red only for what failed, amber for waiting, grey for facts. */
export function Banner(props: {
  tone: keyof typeof tones
  icon?: Component
  children: JSX.Element
  action?: JSX.Element
  /** Many words: on a phone the action goes below them. */
  long?: boolean
  /** `alert` interrupts a screen reader: failures and approvals only. */
  role?: 'status' | 'alert'
  class?: string
  'data-testid'?: string
}) {
  return (
    <div
      role={props.role ?? 'status'}
      data-testid={props['data-testid']}
      class={`flex flex-wrap items-center gap-x-3 gap-y-2 rounded-block border border-transparent px-3.5 py-2 text-ui ${tones[props.tone][0]} ${props.class ?? ''}`}
    >
      {props.icon && (
        <span class={`flex ${tones[props.tone][1]} ${props.long ? 'self-start pt-0.5 phone:pt-px' : ''}`}>
          <Dynamic component={props.icon} />
        </span>
      )}
      <span class={`min-w-0 flex-1 ${props.long ? 'basis-62' : 'basis-40'}`}>{props.children}</span>
      {props.action && <span class="flex max-w-full flex-wrap gap-2">{props.action}</span>}
    </div>
  )
}
