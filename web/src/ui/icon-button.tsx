import { splitProps, type JSX } from 'solid-js'

const kinds = {
  quiet: 'border-transparent text-text-2 hover:bg-hover hover:text-text aria-pressed:bg-hover aria-expanded:bg-hover',
  plain: 'border-line-2 bg-raised text-text hover:bg-hover',
  filled: 'border-transparent bg-accent text-on-accent hover:bg-accent-hover disabled:bg-selected disabled:text-text-3',
}
const sizes = { sm: 'size-7', md: 'size-8', lg: 'size-9' }

/** A button that is only an icon: it has a name, which is also its tooltip, and 44 px for a finger. */
export function IconButton(
  props: JSX.ButtonHTMLAttributes<HTMLButtonElement> & {
    name: string
    /** A key shown in the tooltip. */
    shortcut?: string
    kind?: keyof typeof kinds
    size?: keyof typeof sizes
  },
) {
  const [own, rest] = splitProps(props, ['name', 'shortcut', 'kind', 'size', 'class', 'children'])
  return (
    <button
      type="button"
      aria-label={own.name}
      data-tip={own.name}
      data-tip-key={own.shortcut}
      {...rest}
      class={`touch-target inline-flex flex-none items-center justify-center rounded-control border transition-colors ${kinds[own.kind ?? 'quiet']} ${sizes[own.size ?? 'md']} ${own.class ?? ''}`}
    >
      {own.children}
    </button>
  )
}
