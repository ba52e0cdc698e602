/** A finger held for half a second. The click that would follow is swallowed. */
export function onLongPress(element: HTMLElement, pressed: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let held = false
  let from = { x: 0, y: 0 }
  const cancel = () => clearTimeout(timer)
  element.addEventListener('pointerdown', (event) => {
    held = false
    if (event.pointerType === 'mouse') return
    from = { x: event.clientX, y: event.clientY }
    timer = setTimeout(() => {
      held = true
      pressed()
    }, 500)
  })
  element.addEventListener('pointermove', (event) => {
    if (Math.hypot(event.clientX - from.x, event.clientY - from.y) > 10) cancel()
  })
  for (const end of ['pointerup', 'pointercancel', 'pointerleave']) element.addEventListener(end, cancel)
  element.addEventListener(
    'click',
    (event) => {
      if (!held) return
      held = false
      event.preventDefault()
      event.stopPropagation()
    },
    true,
  )
}
