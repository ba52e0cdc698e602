const LASTS_MS = 400
const EVENTS = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const

/** Whether a person is scrolling right now: wheel, finger, key or the bar itself. */
export function makeHand() {
  let until = 0
  return {
    isBusy: () => performance.now() < until,
    watch(element: HTMLElement): () => void {
      const listening = new AbortController()
      const options = { passive: true, signal: listening.signal }
      for (const name of EVENTS) element.addEventListener(name, () => (until = performance.now() + LASTS_MS), options)
      return () => listening.abort()
    },
  }
}
