/** Numbers the blocks of an answer: pieces of one kind go on in one, until another begins or it is closed. */
export class Blocks {
  index = -1
  #open: string | null = null

  /** Answers what closes the block before it, and what begins this one, where that is so. */
  enter(kind: string, begin: () => string, end: () => string): string {
    if (this.#open === kind) return ''
    const before = this.close(end)
    this.#open = kind
    this.index++
    return before + begin()
  }

  close(end: () => string): string {
    const closing = this.#open === null ? '' : end()
    this.#open = null
    return closing
  }
}
