/** A stream of nothing but keep-alives is silence too, only with more patience: some models think for minutes. */
const EVENTS_PATIENCE = 5

/**
 * Calls `onSilence` once when no byte was heard for `limitMs`, or for five times as long no event. One timer, set again only
 * when it fires, so hearing is free.
 */
export class SilenceWatch {
  readonly #limitMs: number
  readonly #onSilence: () => void
  #heardAt = Date.now()
  #eventAt = Date.now()
  #rang = false
  #silentMs = 0
  #timer: ReturnType<typeof setTimeout>

  constructor(limitMs: number, onSilence: () => void) {
    this.#limitMs = limitMs
    this.#onSilence = onSilence
    this.#timer = setTimeout(() => this.#check(), limitMs)
  }

  get rang(): boolean {
    return this.#rang
  }

  /** How long nothing was said by when it rang. */
  get silentMs(): number {
    return this.#silentMs
  }

  /** Bytes came. Answers when: asking the clock is dear here, and nobody needs to ask it again for what they say. */
  heard(): number {
    return (this.#heardAt = Date.now())
  }

  /** The bytes that came last made an event. */
  heardEvent(): void {
    this.#eventAt = this.#heardAt
  }

  end(): void {
    clearTimeout(this.#timer)
  }

  #check(): void {
    const now = Date.now()
    const left = Math.min(this.#heardAt + this.#limitMs, this.#eventAt + EVENTS_PATIENCE * this.#limitMs) - now
    if (left > 0) {
      this.#timer = setTimeout(() => this.#check(), left)
      return
    }
    this.#rang = true
    this.#silentMs = now < this.#heardAt + this.#limitMs ? EVENTS_PATIENCE * this.#limitMs : this.#limitMs
    this.#onSilence()
  }
}
