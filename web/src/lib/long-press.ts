const HOLD_MS = 500
const SLACK_PX = 10

/**
 * Calls `held` when a finger or a pen rests on an element, and swallows the click that would follow. What can be pressed
 * inside of it keeps its own touch; a mouse has hover and its own menu. Answers how to stop.
 */
export function listenLongPress(element: HTMLElement, held: (at: { x: number; y: number }) => void): () => void {
  const listening = new AbortController()
  const { signal } = listening
  let timer: ReturnType<typeof setTimeout> | undefined
  let start = { x: 0, y: 0 }
  let done = false
  const cancel = () => clearTimeout(timer)

  element.addEventListener(
    'pointerdown',
    (event) => {
      cancel()
      done = false
      if (event.pointerType === 'mouse' || isInnerControl(element, event.target)) return
      start = { x: event.clientX, y: event.clientY }
      timer = setTimeout(() => {
        done = true
        navigator.vibrate?.(10)
        held(start)
      }, HOLD_MS)
    },
    { signal },
  )
  element.addEventListener(
    'pointermove',
    (event) => {
      if (Math.hypot(event.clientX - start.x, event.clientY - start.y) > SLACK_PX) cancel()
    },
    { signal },
  )
  for (const name of ['pointerup', 'pointercancel'] as const) element.addEventListener(name, cancel, { signal })
  element.addEventListener('contextmenu', (event) => done && event.preventDefault(), { signal })
  element.addEventListener(
    'click',
    (event) => {
      if (!done) return
      done = false
      event.preventDefault()
      event.stopPropagation()
    },
    { signal, capture: true },
  )
  signal.addEventListener('abort', cancel)
  return () => listening.abort()
}

function isInnerControl(element: HTMLElement, target: EventTarget | null): boolean {
  const control = target instanceof Element ? target.closest('button, a, input, textarea, pre') : null
  return control !== null && control !== element && element.contains(control)
}
