const EDGE = 28

export interface Drawer {
  element: HTMLElement
  isOpen: () => boolean
  setOpen: (open: boolean) => void
  /** Swipes count only while this holds. */
  enabled: () => boolean
}

/** A drawer on the left that follows the finger: from the screen's edge it opens, pushed back it closes. */
export function makeSwipe(drawer: Drawer): () => void {
  const listening = new AbortController()
  let start: { x: number; y: number; at: number } | undefined
  let sideways: boolean | undefined
  const width = () => drawer.element.offsetWidth
  const moved = (touch: Touch) => touch.clientX - start!.x

  const begin = (event: TouchEvent) => {
    const touch = event.touches[0]
    start = undefined
    sideways = undefined
    if (!touch || event.touches.length > 1 || !drawer.enabled()) return
    if (!drawer.isOpen() && touch.clientX > EDGE) return
    start = { x: touch.clientX, y: touch.clientY, at: event.timeStamp }
  }
  const move = (event: TouchEvent) => {
    const touch = event.touches[0]
    if (!start || !touch || sideways === false) return
    const [dx, dy] = [Math.abs(moved(touch)), Math.abs(touch.clientY - start.y)]
    if (sideways === undefined && Math.max(dx, dy) < 8) return
    sideways ??= dx > dy
    if (!sideways) return
    const shift = drawer.isOpen() ? Math.min(0, moved(touch)) : Math.min(0, moved(touch) - width())
    drawer.element.style.transition = 'none'
    drawer.element.style.visibility = 'visible'
    drawer.element.style.translate = `${shift}px 0`
  }
  const end = (event: TouchEvent) => {
    const touch = event.changedTouches[0]
    const style = drawer.element.style
    style.transition = style.visibility = style.translate = ''
    if (!start || !touch || !sideways) return
    const dx = moved(touch)
    const fast = Math.abs(dx) / Math.max(1, event.timeStamp - start.at) > 0.4
    const enough = Math.abs(dx) > (fast ? 24 : width() / 3)
    if (enough) drawer.setOpen(dx > 0)
  }
  const options = { signal: listening.signal, passive: true }
  document.addEventListener('touchstart', begin, options)
  document.addEventListener('touchmove', move, options)
  document.addEventListener('touchend', end, options)
  document.addEventListener('touchcancel', end, options)
  return () => listening.abort()
}
