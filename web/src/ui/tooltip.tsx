import { createSignal, onCleanup, onMount, Show } from 'solid-js'
import { place } from './place.ts'

interface Tip {
  text: string
  key?: string
  anchor: HTMLElement
}

/**
 * One tooltip for the whole page: whatever has `data-tip` shows it on hover and on keyboard focus. It only repeats the
 * accessible name for the eye, so it is hidden from a screen reader.
 */
export function TooltipLayer() {
  const [tip, setTip] = createSignal<Tip>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let box: HTMLDivElement | undefined

  const hide = () => {
    clearTimeout(timer)
    setTip(undefined)
  }
  const show = (anchor: HTMLElement, wait: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      if (!anchor.isConnected || anchor.getAttribute('aria-expanded') === 'true') return
      setTip({ text: anchor.dataset['tip']!, key: anchor.dataset['tipKey'], anchor })
      position()
    }, wait)
  }
  const position = () => {
    const anchor = tip()?.anchor
    if (!anchor || !box) return
    if (!box.matches(':popover-open')) box.showPopover()
    const screen = { width: innerWidth, height: innerHeight }
    const at = place(anchor.getBoundingClientRect(), box.getBoundingClientRect(), screen, {
      side: 'above',
      align: 'center',
      gap: 6,
    })
    box.style.left = `${at.left}px`
    box.style.top = `${at.top}px`
  }
  const anchorOf = (event: Event) =>
    (event.target as Element | null)?.closest?.<HTMLElement>('[data-tip]:not([data-tip=""])') ?? undefined
  const onOver = (event: PointerEvent) => {
    if (event.pointerType === 'touch') return
    const anchor = anchorOf(event)
    if (anchor === tip()?.anchor) return
    hide()
    if (anchor) show(anchor, 400)
  }
  const onFocus = (event: FocusEvent) => {
    hide()
    const anchor = anchorOf(event)
    if (anchor?.matches(':focus-visible')) show(anchor, 100)
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') hide()
  }

  onMount(() => {
    const listening = new AbortController()
    const { signal } = listening
    document.addEventListener('pointerover', onOver, { signal })
    document.addEventListener('pointerdown', hide, { signal, capture: true })
    document.addEventListener('focusin', onFocus, { signal })
    document.addEventListener('keydown', onKey, { signal })
    document.addEventListener('scroll', hide, { signal, capture: true, passive: true })
    onCleanup(() => listening.abort())
  })

  return (
    <Show when={tip()}>
      {(shown) => (
        <div
          ref={box}
          popover="manual"
          aria-hidden="true"
          class="pointer-events-none fixed inset-auto z-60 m-0 inline-flex max-w-72 animate-fade items-center gap-2 rounded-control border border-transparent bg-toast px-2 py-1 text-meta font-medium text-on-toast"
        >
          {shown().text}
          <Show when={shown().key}>
            <span class="rounded-code border border-on-toast/40 px-1.5">{shown().key}</span>
          </Show>
        </div>
      )}
    </Show>
  )
}
