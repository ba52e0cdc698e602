import { splitProps, type JSX } from 'solid-js'
import { Ring } from './ring.tsx'

const kinds = {
  filled:
    'bg-accent text-on-accent border-transparent hover:bg-accent-hover disabled:not-aria-busy:bg-selected disabled:not-aria-busy:text-text-3 disabled:not-aria-busy:opacity-100',
  plain: 'bg-raised text-text border-line-2 hover:bg-hover',
  quiet: 'bg-transparent text-text-2 border-transparent hover:bg-hover hover:text-text',
  danger: 'bg-raised text-bad border-line-2 hover:bg-bad-soft',
}
const sizes = {
  md: 'min-h-8 px-3 touch:min-h-11 touch:px-4',
  lg: 'min-h-10 px-4 touch:min-h-11',
}

/** At most one `filled` in one place. While `busy` it stays where it is, says so and can't be pressed again. */
export function Button(
  props: Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, 'onClick'> & {
    kind?: keyof typeof kinds
    size?: keyof typeof sizes
    busy?: boolean
    onClick?: (event: MouseEvent) => void
  },
) {
  const [own, rest] = splitProps(props, ['kind', 'size', 'busy', 'class', 'children', 'disabled', 'onClick'])
  return (
    <button
      type="button"
      {...rest}
      disabled={own.disabled && !own.busy}
      // a disabled button would lose the focus, which a dialog or an answer gives back to it
      aria-disabled={own.busy || undefined}
      onClick={(event) => (own.busy ? event.preventDefault() : own.onClick?.(event))}
      aria-busy={own.busy || undefined}
      class={`inline-flex items-center justify-center gap-2 rounded-control border text-ui font-medium whitespace-nowrap transition-colors disabled:opacity-60 aria-busy:opacity-60 ${kinds[own.kind ?? 'plain']} ${sizes[own.size ?? 'md']} ${own.class ?? ''}`}
    >
      {own.busy && <Ring />}
      {own.children}
    </button>
  )
}
