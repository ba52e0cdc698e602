import { batch, createSignal, type Accessor } from 'solid-js'
import { makeHand } from './hand.ts'
import type { Heights } from './heights.ts'

export interface Range {
  from: number
  to: number
  before: number
  after: number
}

export interface ScrollKeeper {
  range: Accessor<Range>
  /** Whether the newest line is kept in view. */
  following: Accessor<boolean>
  /** Begins to look after an element. Answers how to stop. */
  attach(scroller: HTMLElement): () => void
  /** Before the rows change: remembers what the reader looks at. */
  hold(): void
  /** After they changed: puts it back, or goes to the end. */
  settle(): void
  measured(changes: { id: string; height: number }[]): void
  toEnd(): void
  toRow(id: string): void
}

const OVERSCAN = 700
/** The reader counts as at the bottom this close to it. */
const NEAR_END = 32

/** The one that scrolls: follows the end while the reader is there, and else keeps what they read in its place. */
export function makeScrollKeeper(heights: Heights, count: () => number): ScrollKeeper {
  let scroller: HTMLElement | null = null
  let lastTop = 0
  let lastShape = 0
  const hand = makeHand()
  let held: { id: string; offset: number } | null = null
  const [following, setFollowing] = createSignal(true)
  const [range, setRange] = createSignal<Range>(
    { from: 0, to: 0, before: 0, after: 0 },
    { equals: (a, b) => a.from === b.from && a.to === b.to && a.before === b.before && a.after === b.after },
  )

  function update(): void {
    if (!scroller) return
    const view = scroller.clientHeight || 800
    const top = following() ? Math.max(0, heights.total - view) : scroller.scrollTop
    const from = heights.indexAt(top - OVERSCAN)
    const to = Math.min(count(), heights.indexAt(top + view + OVERSCAN) + 1)
    setRange({ from, to, before: heights.topOf(from), after: heights.total - heights.topOf(to) })
  }

  function jump(top: number): void {
    if (!scroller) return
    scroller.scrollTop = top
    remember(scroller)
  }
  function remember({ scrollTop, scrollHeight, clientHeight }: HTMLElement): void {
    lastTop = scrollTop
    lastShape = scrollHeight - clientHeight
  }
  const end = () => jump(scroller?.scrollHeight ?? 0)

  function onScroll(): void {
    if (!scroller) return
    const { scrollTop, scrollHeight, clientHeight } = scroller
    const left = scrollHeight - clientHeight - scrollTop
    // A list that grew or shrank also moves, and that is nobody's wish.
    const moved = scrollTop < lastTop - 1 && (scrollHeight - clientHeight === lastShape || hand.isBusy())
    if (left <= NEAR_END) setFollowing(true)
    else if (moved) setFollowing(false)
    remember(scroller)
    update()
  }

  return {
    range,
    following,
    attach(element) {
      scroller = element
      element.addEventListener('scroll', onScroll, { passive: true })
      const resized = new ResizeObserver(() => {
        update()
        if (following()) end()
      })
      resized.observe(element)
      const release = hand.watch(element)
      return () => {
        release()
        resized.disconnect()
        element.removeEventListener('scroll', onScroll)
        scroller = null
      }
    },
    hold() {
      if (!scroller || following()) return
      const top = scroller.scrollTop
      const index = heights.indexAt(top)
      const id = heights.idAt(index)
      held = id === undefined ? null : { id, offset: heights.topOf(index) - top }
    },
    settle() {
      if (following()) {
        update()
        end()
        return
      }
      const index = held ? heights.indexOf(held.id) : -1
      if (held && index >= 0) jump(heights.topOf(index) - held.offset)
      held = null
      update()
    },
    measured(changes) {
      if (!scroller) return
      const top = scroller.scrollTop
      let shift = 0
      batch(() => {
        for (const { id, height } of changes) {
          const bottom = heights.topOf(heights.indexOf(id) + 1)
          const change = heights.measure(id, height)
          if (bottom <= top) shift += change
        }
        update()
      })
      if (following()) end()
      else if (shift !== 0) jump(top + shift)
    },
    toEnd() {
      setFollowing(true)
      update()
      end()
    },
    toRow(id) {
      const index = heights.indexOf(id)
      if (!scroller || index < 0) return
      const [top, bottom] = [heights.topOf(index), heights.topOf(index + 1)]
      const { scrollTop, clientHeight } = scroller
      if (top < scrollTop) jump(top - 8)
      else if (bottom > scrollTop + clientHeight) jump(Math.min(top - 8, bottom - clientHeight + 8))
      const { scrollHeight } = scroller
      setFollowing(scrollHeight - clientHeight - scroller.scrollTop <= NEAR_END)
      update()
    },
  }
}
