/**
 * One object has one alarm: this keeps the earliest moment that anyone asked for. Setting it costs a written row, so asking
 * for a later moment than the one that is set does nothing; whoever wakes looks at everything and asks again.
 */
export class Alarm {
  readonly #storage: DurableObjectStorage
  #at: number | null = null

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage
  }

  async load(): Promise<void> {
    const at = await this.#storage.getAlarm()
    // one that is over rings any moment, or a crash took it: it may not stand in the way of the next
    this.#at = at !== null && at > Date.now() ? at : null
  }

  /** Wake at `at` (milliseconds since 1970) or before it. */
  noLaterThan(at: number): void {
    if (this.#at !== null && this.#at <= at) return
    this.#at = at
    void this.#storage.setAlarm(at)
  }

  /** The alarm has rung: nothing is set any more. */
  rang(): void {
    this.#at = null
  }
}
