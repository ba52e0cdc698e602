/** Where each row of a long list stands: measured where it was shown, estimated elsewhere. */
export interface Heights {
  setIds(ids: readonly string[]): void
  /** Takes a measured height; answers by how much the row changed. */
  measure(id: string, height: number): number
  indexOf(id: string): number
  idAt(index: number): string | undefined
  /** The top of row `index`; with the count of rows, the height of all. */
  topOf(index: number): number
  /** The row at a place. */
  indexAt(offset: number): number
  readonly total: number
}

export function makeHeights(estimate: (id: string) => number): Heights {
  let ids: readonly string[] = []
  let index = new Map<string, number>()
  let tops = new Float64Array(1)
  /** Rows from here on have no valid `tops`. */
  let valid = 0
  const measured = new Map<string, number>()

  const heightOf = (id: string) => measured.get(id) ?? estimate(id)

  function settle(to: number): void {
    for (; valid < to; valid++) tops[valid + 1] = (tops[valid] ?? 0) + heightOf(ids[valid] ?? '')
  }

  return {
    setIds(next) {
      let same = 0
      while (same < next.length && same < ids.length && next[same] === ids[same]) same++
      ids = next
      index = new Map(next.map((id, at) => [id, at]))
      if (tops.length < next.length + 1) {
        const larger = new Float64Array(next.length * 2 + 1)
        larger.set(tops)
        tops = larger
      }
      valid = Math.min(valid, same)
    },
    measure(id, height) {
      const at = index.get(id)
      if (at === undefined) return 0
      const change = height - heightOf(id)
      measured.set(id, height)
      if (change !== 0) valid = Math.min(valid, at)
      return change
    },
    indexOf: (id) => index.get(id) ?? -1,
    idAt: (at) => ids[at],
    topOf(at) {
      settle(Math.min(at, ids.length))
      return tops[Math.min(at, ids.length)] ?? 0
    },
    indexAt(offset) {
      settle(ids.length)
      let [low, high] = [0, Math.max(0, ids.length - 1)]
      while (low < high) {
        const middle = (low + high + 1) >> 1
        if ((tops[middle] ?? 0) <= offset) low = middle
        else high = middle - 1
      }
      return low
    },
    get total() {
      settle(ids.length)
      return tops[ids.length] ?? 0
    },
  }
}
