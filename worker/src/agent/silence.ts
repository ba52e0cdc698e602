/** Calls `onSilence` once when nothing was heard for `limitMs`. One timer, set again only when it fires, so hearing is free. */
export class SilenceWatch {
  readonly #limitMs: number
  readonly #onSilence: () => void
  #heardAt = Date.now()
  #timer: ReturnType<typeof setTimeout>

  constructor(limitMs: number, onSilence: () => void) {
    this.#limitMs = limitMs
    this.#onSilence = onSilence
    this.#timer = setTimeout(() => this.#check(), limitMs)
  }

  heard(): void {
    this.#heardAt = Date.now()
  }

  end(): void {
    clearTimeout(this.#timer)
  }

  #check(): void {
    const left = this.#heardAt + this.#limitMs - Date.now()
    if (left <= 0) return this.#onSilence()
    this.#timer = setTimeout(() => this.#check(), left)
  }
}
