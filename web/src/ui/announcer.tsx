import { createSignal } from 'solid-js'

const [polite, setPolite] = createSignal('')

/** Says something once to a screen reader, without moving focus. */
export function announce(text: string): void {
  setPolite('')
  queueMicrotask(() => setPolite(text))
}

export function Announcer() {
  return (
    <div class="sr-text" role="status" aria-live="polite" data-testid="announcer">
      {polite()}
    </div>
  )
}
