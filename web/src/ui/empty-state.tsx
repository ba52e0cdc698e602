import type { JSX } from 'solid-js'

/** One sentence that says what will be here, and one action. */
export function EmptyState(props: { children: JSX.Element; action?: JSX.Element; class?: string }) {
  return (
    <div class={`flex flex-col items-start gap-3 text-ui text-text-2 ${props.class ?? ''}`}>
      <p>{props.children}</p>
      {props.action}
    </div>
  )
}
