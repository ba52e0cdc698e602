import { createEffect, For, onCleanup, Show, type JSX } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import Check from 'lucide-solid/icons/check'
import { isPhone } from '../lib/media.ts'
import { ColorDot } from './color-dot.tsx'
import { closeMenu, menu, type MenuEntry, type MenuItem, type OpenMenu } from './menu.tsx'
import { itemsOf, menuKeys } from './menu-keys.ts'
import { place } from './place.ts'
import { surface as look } from './surface.ts'

/** Mounted once, by the app. */
export function MenuLayer() {
  return (
    <Show when={menu()} keyed>
      {(open) => <MenuSurface menu={open} />}
    </Show>
  )
}

function MenuSurface(props: { menu: OpenMenu }) {
  let surface!: HTMLDialogElement
  const before = document.activeElement as HTMLElement | null
  const keys = menuKeys(() => surface)
  const header = (): JSX.Element =>
    typeof props.menu.header === 'function' ? (props.menu.header as () => JSX.Element)() : props.menu.header

  createEffect(() => {
    // A modal dialog, also for the small form: the page below is inert, a press beside it closes only the menu.
    surface.showModal()
    if (!isPhone()) moveTo(surface, props.menu)
    const items = itemsOf(surface)
    const first = props.menu.fromEnd ? items.at(-1) : (items.find((item) => item.ariaChecked === 'true') ?? items[0])
    // A finger needs no mark on the first row; the arrows of a keyboard begin from the sheet just as well.
    const target = isPhone() ? surface : (first ?? surface)
    target.focus({ preventScroll: true })
    first?.scrollIntoView({ block: 'nearest' })
  })
  onCleanup(() => {
    surface.close()
    if (before?.isConnected) before.focus({ preventScroll: true })
  })
  return (
    <dialog
      ref={surface}
      aria-label={props.menu.label}
      data-testid={props.menu.testid}
      onCancel={(event) => {
        event.preventDefault()
        closeMenu()
      }}
      onPointerDown={(event) => event.target === surface && closeMenu()}
      onKeyDown={keys}
      class={`${look} max-h-[min(30rem,calc(100dvh-1rem))] min-w-52 overflow-y-auto overscroll-contain`}
    >
      <div class="mx-auto mt-2 mb-1 hidden h-1 w-9 rounded-full bg-line-2 phone:block" aria-hidden="true" />
      <Show when={props.menu.header}>
        <div class="mx-5 hidden border-b border-line pt-1 pb-3 phone:block">{header()}</div>
      </Show>
      <div role="menu" id={`${props.menu.id}-menu`} aria-label={props.menu.label} class="p-1.5 phone:px-2 phone:py-2">
        <For each={props.menu.entries}>{(entry) => <Entry entry={entry} />}</For>
      </div>
    </dialog>
  )
}

function Entry(props: { entry: MenuEntry }) {
  if (props.entry === 'line') return <div role="separator" class="mx-0 my-1.5 border-t border-line phone:mx-3" />
  if ('heading' in props.entry)
    return <div class="px-2.5 pt-1.5 pb-1 text-meta text-text-3 phone:px-3">{props.entry.heading}</div>
  return <Row item={props.entry} />
}

function Row(props: { item: MenuItem }) {
  const hasCheck = () => props.item.checked !== undefined
  return (
    <button
      type="button"
      role={hasCheck() ? 'menuitemradio' : 'menuitem'}
      aria-checked={hasCheck() ? props.item.checked : undefined}
      aria-disabled={props.item.disabled || undefined}
      data-testid={props.item.testid}
      tabindex={-1}
      onPointerMove={(event) => event.pointerType === 'mouse' && event.currentTarget.focus({ preventScroll: true })}
      onClick={() => {
        if (props.item.disabled) return
        closeMenu()
        props.item.onSelect()
      }}
      class={`flex min-h-[34px] w-full items-center gap-2.5 rounded-control px-2.5 text-start text-ui outline-none focus:bg-hover aria-disabled:text-text-3 phone:min-h-[52px] phone:gap-3.5 phone:px-3 touch:min-h-11 forced-colors:focus:outline-2 ${props.item.danger ? 'text-bad' : ''}`}
    >
      <Show when={props.item.icon}>
        {(icon) => (
          <span class={`flex ${props.item.danger ? '' : 'text-text-2'}`}>
            <Dynamic component={icon()} />
          </span>
        )}
      </Show>
      <Show when={props.item.color}>{(color) => <ColorDot color={color()} />}</Show>
      <span class="min-w-0 flex-1 truncate">{props.item.label}</span>
      <Show when={props.item.note}>
        <span class="flex-none text-meta text-text-3">{props.item.note}</span>
      </Show>
      <Show when={hasCheck()}>
        <span class={`flex text-accent ${props.item.checked ? '' : 'invisible'}`}>
          <Check />
        </span>
      </Show>
    </button>
  )
}

function moveTo(surface: HTMLElement, menu: OpenMenu) {
  const { anchor } = menu
  const box =
    anchor instanceof Element
      ? anchor.getBoundingClientRect()
      : { left: anchor.x, right: anchor.x, top: anchor.y, bottom: anchor.y }
  const screen = { width: innerWidth, height: innerHeight }
  surface.style.minWidth = `${Math.max(208, Math.min(box.right - box.left, 360))}px`
  const at = place(box, surface.getBoundingClientRect(), screen, {
    side: 'below',
    align: menu.align ?? 'start',
    gap: 4,
  })
  surface.style.left = `${at.left}px`
  surface.style.top = `${at.top}px`
}
