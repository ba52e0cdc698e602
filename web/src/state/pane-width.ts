import { createSignal } from 'solid-js'

const NAME = 'edgewise.pane_width'
const USUAL = 440
/** The narrowest pane, and what it must leave of the chat. */
export const PANE_MIN = 400
export const CHAT_MIN = 420

function stored(): number {
  try {
    const kept = Number(localStorage.getItem(NAME))
    return kept >= PANE_MIN ? kept : USUAL
  } catch {
    return USUAL
  }
}

const [width, setWidth] = createSignal(stored())
/** As wide as a person made the pane, in pixels; a small window shows less of it. */
export { width as paneWidth }

/** Within what a place of `whole` pixels can give. Left out: as it was at first. */
export function resizePane(whole: number, wanted = USUAL): void {
  const next = Math.round(Math.max(PANE_MIN, Math.min(wanted, whole - CHAT_MIN)))
  setWidth(next)
  try {
    localStorage.setItem(NAME, String(next))
  } catch {
    // Only this page remembers.
  }
}
