import type { Component, JSX } from 'solid-js'
import { createSignal, createUniqueId } from 'solid-js'

export interface MenuItem {
  label: string
  icon?: Component
  /** The right column: a price, a key, a count. */
  note?: JSX.Element
  /** A color before the label, for projects. */
  color?: string
  checked?: boolean
  disabled?: boolean
  /** What can't be taken back comes last, after a line. */
  danger?: boolean
  testid?: string
  onSelect: () => void
}
export type MenuEntry = MenuItem | 'line' | { heading: string }

export interface OpenMenu {
  id: string
  label: string
  entries: MenuEntry[]
  anchor: Element | { x: number; y: number }
  align?: 'start' | 'end'
  /** On a phone, above the rows of the sheet: what the actions are about. A function is called when it shows. */
  header?: JSX.Element | (() => JSX.Element)
  /** Focus the last entry first: the menu was opened with the up arrow. */
  fromEnd?: boolean
  testid?: string
}

const [menu, setMenu] = createSignal<OpenMenu>()
export { menu }

/** Opens a menu at an element or a point: a bottom sheet on a phone. There is one at a time. */
export function openMenu(options: Omit<OpenMenu, 'id'> & { id?: string }): void {
  setMenu({ ...options, id: options.id ?? 'menu' })
}

export function closeMenu(): void {
  setMenu(undefined)
}

export interface MenuTriggerProps {
  id: string
  'aria-haspopup': 'menu'
  'aria-expanded': boolean
  'aria-controls': string | undefined
  onClick: (event: MouseEvent) => void
  onKeyDown: (event: KeyboardEvent) => void
}

/** A button that opens a menu: `<Menu label="Thread" entries={() => […]} trigger={(p) => <IconButton name="More" {...p} />} />`. */
export function Menu(props: {
  label: string
  entries: () => MenuEntry[]
  trigger: (props: MenuTriggerProps) => JSX.Element
  align?: 'start' | 'end'
  header?: JSX.Element | (() => JSX.Element)
  testid?: string
}) {
  const id = createUniqueId()
  const isOpen = () => menu()?.id === id
  const open = (anchor: Element, fromEnd = false) =>
    openMenu({
      id,
      label: props.label,
      entries: props.entries(),
      anchor,
      align: props.align ?? 'end',
      header: props.header,
      fromEnd,
      testid: props.testid,
    })
  const triggerProps: MenuTriggerProps = {
    id: `${id}-trigger`,
    'aria-haspopup': 'menu',
    get 'aria-expanded'() {
      return isOpen()
    },
    get 'aria-controls'() {
      return isOpen() ? `${id}-menu` : undefined
    },
    onClick: (event) => (isOpen() ? closeMenu() : open(event.currentTarget as Element)),
    onKeyDown: (event) => {
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
      event.preventDefault()
      open(event.currentTarget as Element, event.key === 'ArrowUp')
    },
  }
  return props.trigger(triggerProps)
}
