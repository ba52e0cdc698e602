import { createEffect, on, onCleanup } from 'solid-js'
import { closePane, pane } from '../state/pane.ts'
import { drawerOpen } from '../state/shell.ts'

/** The focus goes into the pane and, when it closes, back to what opened it. Esc closes it. */
export function createPaneFocus() {
  let aside: HTMLElement | undefined
  let opener: HTMLElement | null = null

  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return
    if (!drawerOpen() && !document.querySelector('dialog[open]')) closePane()
  }
  createEffect(
    on(pane, (open) => {
      if (!open) return giveBack()
      const now = document.activeElement
      if (now instanceof HTMLElement && now !== document.body && !aside?.contains(now)) opener = now
      aside?.focus({ preventScroll: true })
      document.addEventListener('keydown', onKey)
      onCleanup(() => document.removeEventListener('keydown', onKey))
    }),
  )

  /** Not to who has moved on meanwhile. What held the focus in the pane is gone by now. */
  function giveBack(): void {
    const now = document.activeElement
    const isFree = now === null || now === document.body || now === aside || aside?.contains(now)
    const back = opener?.isConnected ? opener : document.getElementById('main')
    opener = null
    if (isFree) requestAnimationFrame(() => back?.focus({ preventScroll: true }))
  }
  return { listen: (element: HTMLElement) => void (aside = element) }
}
