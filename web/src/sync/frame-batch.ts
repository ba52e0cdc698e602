/** Longest wait of a frame for the screen: a hidden tab paints nothing, but what arrives there must be applied too. */
const LATEST_MS = 100

export interface FrameBatch<Item> {
  push(item: Item): void
  /** Applies what waits, now. */
  flush(): void
  clear(): void
}

export interface BatchClock {
  nextPaint(run: () => void): () => void
}

const browserClock: BatchClock = {
  nextPaint(run) {
    const frame = requestAnimationFrame(run)
    const timer = setTimeout(run, LATEST_MS)
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
    }
  },
}

/** Gathers items and hands them over together, once before the next paint. */
export function makeFrameBatch<Item>(apply: (items: Item[]) => void, clock = browserClock): FrameBatch<Item> {
  let items: Item[] = []
  let cancel: (() => void) | null = null

  function flush(): void {
    cancel?.()
    cancel = null
    if (items.length === 0) return
    const ready = items
    items = []
    apply(ready)
  }
  return {
    push(item) {
      items.push(item)
      cancel ??= clock.nextPaint(flush)
    },
    flush,
    clear() {
      cancel?.()
      cancel = null
      items = []
    },
  }
}
