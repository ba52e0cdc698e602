/** Does `work` for each item, at most `width` at the same time. The first failure is thrown after what began has ended. */
export async function inTurns<Item>(items: Item[], width: number, work: (item: Item) => Promise<void>): Promise<void> {
  for (let from = 0; from < items.length; from += width) {
    const settled = await Promise.allSettled(items.slice(from, from + width).map(work))
    const failed = settled.find((each) => each.status === 'rejected')
    if (failed) throw failed.reason
  }
}
