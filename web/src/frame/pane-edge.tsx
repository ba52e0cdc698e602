import { createSignal, onCleanup, onMount } from 'solid-js'
import { CHAT_MIN, PANE_MIN, paneWidth, resizePane } from '../state/pane-width.ts'

const STEP = 16
const LEAP = 80

/** The border between page and pane: dragged, or moved by the arrow keys. A double click puts it back. */
export function PaneEdge() {
  let edge!: HTMLDivElement
  const [whole, setWhole] = createSignal(0)
  const most = () => Math.max(PANE_MIN, whole() - CHAT_MIN)
  const shown = () => Math.min(paneWidth(), most())
  const measure = () => setWhole(edge.parentElement?.offsetWidth ?? 0)
  const resize = (wanted?: number) => resizePane(measure(), wanted)
  onMount(() => {
    const resized = new ResizeObserver(measure)
    resized.observe(edge.parentElement!)
    onCleanup(() => resized.disconnect())
  })

  function drag(event: PointerEvent): void {
    if (event.button !== 0) return
    event.preventDefault()
    edge.setPointerCapture(event.pointerId)
    edge.focus()
    measure()
    const held = shown() + event.clientX
    const moving = new AbortController()
    const { signal } = moving
    edge.addEventListener('pointermove', ({ clientX }) => resize(held - clientX), { signal })
    for (const end of ['pointerup', 'pointercancel'] as const)
      edge.addEventListener(end, () => moving.abort(), { signal })
  }
  function onKeyDown(event: KeyboardEvent): void {
    measure()
    const step = event.shiftKey ? LEAP : STEP
    const wanted = {
      ArrowLeft: shown() + step,
      ArrowRight: shown() - step,
      Home: PANE_MIN,
      End: most(),
      Enter: undefined,
    }
    if (!(event.key in wanted)) return
    event.preventDefault()
    resize(wanted[event.key as keyof typeof wanted])
  }
  return (
    <div
      ref={edge}
      role="separator"
      tabindex={0}
      aria-orientation="vertical"
      aria-label="Width of the pane"
      aria-controls="pane"
      aria-valuemin={PANE_MIN}
      aria-valuemax={most()}
      aria-valuenow={shown()}
      data-testid="pane-edge"
      class="relative z-10 w-0 flex-none cursor-col-resize touch-none border-s border-line outline-none transition-colors before:absolute before:inset-y-0 before:-inset-x-1.5 before:content-[''] hover:border-accent focus-visible:border-accent focus-visible:shadow-[0_0_0_1px_var(--color-accent)] pointer-coarse:before:-inset-x-4"
      onPointerDown={drag}
      onKeyDown={onKeyDown}
      onDblClick={() => resize()}
    />
  )
}
