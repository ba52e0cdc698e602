import { createEffect, onCleanup, onMount, type JSX } from 'solid-js'
import { isPhone, isTouch } from '../lib/media.ts'
import { place } from './place.ts'
import { surface as look } from './surface.ts'

/**
 * What floats beside the button that opened it: a bottom sheet on a phone. A modal dialog, so the page below is inert; Esc
 * and a press beside it close it, and focus goes back.
 */
export function Floating(props: {
  anchor: Element
  label: string
  onClose: () => void
  onKeyDown?: (event: KeyboardEvent) => void
  /** Read by an effect: whenever it changes, so may the size, and the place is found anew. */
  size?: unknown
  align?: 'start' | 'end'
  side?: 'above' | 'below'
  class?: string
  testid?: string
  ref?: (surface: HTMLDialogElement) => void
  children: JSX.Element
}) {
  let surface!: HTMLDialogElement
  const before = document.activeElement as HTMLElement | null

  function moveToAnchor(): void {
    if (isPhone()) {
      surface.style.left = surface.style.top = ''
      return
    }
    const screen = { width: innerWidth, height: innerHeight }
    const anchor = props.anchor.getBoundingClientRect()
    const wanted = { side: props.side ?? 'below', align: props.align ?? 'end', gap: 6 } as const
    const spot = place(anchor, surface.getBoundingClientRect(), screen, wanted)
    surface.style.left = `${spot.left}px`
    surface.style.top = `${spot.top}px`
  }
  onMount(() => {
    props.ref?.(surface)
    surface.showModal()
    // The browser focuses the first field, and a keyboard that comes up by itself would cover the list.
    surface.tabIndex = -1
    if (isTouch()) surface.focus()
    const resized = new ResizeObserver(moveToAnchor)
    resized.observe(surface)
    addEventListener('resize', moveToAnchor)
    onCleanup(() => {
      resized.disconnect()
      removeEventListener('resize', moveToAnchor)
    })
  })
  createEffect(() => {
    void props.size
    moveToAnchor()
  })
  onCleanup(() => {
    surface.close()
    if (before?.isConnected) before.focus({ preventScroll: true })
  })
  return (
    <dialog
      ref={surface}
      aria-label={props.label}
      data-testid={props.testid}
      onCancel={(event) => {
        event.preventDefault()
        props.onClose()
      }}
      onPointerDown={(event) => event.target === surface && props.onClose()}
      onKeyDown={(event) => props.onKeyDown?.(event)}
      class={`${look} max-h-[min(32rem,calc(100dvh-1rem))] overflow-hidden ${props.class ?? ''}`}
    >
      <div class="flex h-full max-h-[inherit] flex-col">
        <div class="mx-auto mt-2 hidden h-1 w-9 flex-none rounded-full bg-line-2 phone:block" aria-hidden="true" />
        {props.children}
      </div>
    </dialog>
  )
}
