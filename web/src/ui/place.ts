export interface Point {
  left: number
  top: number
}
interface Box {
  left: number
  top: number
  right: number
  bottom: number
}
interface Size {
  width: number
  height: number
}

const between = (low: number, value: number, high: number) => Math.max(low, Math.min(value, high))

/** Where a floating box goes: on the wanted side of its anchor, on the other where it doesn't fit, never off the screen. */
export function place(
  anchor: Box,
  size: Size,
  screen: Size,
  options: { side: 'above' | 'below'; align: 'start' | 'center' | 'end'; gap: number },
): Point {
  const { side, align, gap } = options
  const above = anchor.top - gap - size.height
  const below = anchor.bottom + gap
  const fitsAbove = above >= 8
  const fitsBelow = below + size.height <= screen.height - 8
  const wanted = side === 'above' ? fitsAbove || !fitsBelow : !fitsBelow && fitsAbove
  const start = align === 'start' ? anchor.left : anchor.right - size.width
  const left = align === 'center' ? (anchor.left + anchor.right - size.width) / 2 : start
  return {
    left: between(8, left, Math.max(8, screen.width - size.width - 8)),
    top: between(8, wanted ? above : below, Math.max(8, screen.height - size.height - 8)),
  }
}
