import type { JSX } from 'solid-js'

/** As `IconButton` looks in a row of actions, without what it can: nothing here changes after it is made. */
export function QuickButton(props: {
  name: string
  shortcut?: string
  testid?: string
  small?: boolean
  popup?: boolean
  onClick: (event: MouseEvent & { currentTarget: HTMLButtonElement }) => void
  children: JSX.Element
}) {
  const { name, shortcut, testid, onClick } = props
  const size = props.small ? 'size-7' : 'size-8'
  const look = `touch-target inline-flex flex-none items-center justify-center rounded-control text-text-2 transition-colors hover:bg-hover hover:text-text ${size}`
  return (
    <button
      type="button"
      class={look}
      aria-label={name}
      aria-haspopup={props.popup ? 'menu' : undefined}
      data-tip={name}
      data-tip-key={shortcut}
      data-testid={testid}
      onClick={onClick}
    >
      {props.children}
    </button>
  )
}
