import { closeMenu } from './menu.tsx'

export function itemsOf(surface: HTMLElement): HTMLElement[] {
  return [...surface.querySelectorAll<HTMLElement>('[role^=menuitem]:not([aria-disabled])')]
}

/** Arrows, Home and End move; letters find; Tab leaves. */
export function menuKeys(surface: () => HTMLElement) {
  let typed = ''
  let typedAt = 0
  const find = (key: string): HTMLElement | undefined => {
    typed = Date.now() - typedAt > 600 ? key : typed + key
    typedAt = Date.now()
    return itemsOf(surface()).find((item) => item.textContent.trim().toLowerCase().startsWith(typed.toLowerCase()))
  }
  const target = (event: KeyboardEvent): HTMLElement | undefined => {
    const items = itemsOf(surface())
    const at = items.indexOf(document.activeElement as HTMLElement)
    if (event.key === 'ArrowDown') return items[(at + 1) % items.length]
    if (event.key === 'ArrowUp') return items[(at - 1 + items.length) % items.length]
    if (event.key === 'Home') return items[0]
    if (event.key === 'End') return items.at(-1)
    return event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey ? find(event.key) : undefined
  }
  return (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key === 'Tab') {
      event.preventDefault()
      return closeMenu()
    }
    const item = target(event)
    if (!item) return
    event.preventDefault()
    item.focus({ preventScroll: true })
    item.scrollIntoView({ block: 'nearest' })
  }
}
