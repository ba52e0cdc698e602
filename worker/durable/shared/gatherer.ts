/** Two frames of a screen: gathering this long is not seen, and halves what a token costs on the wire. */
const GATHER_MS = 33
/** A stream that paused leaves what has gathered waiting for so long at most. Looking more often costs a timer each time. */
const PAUSE_MS = 150

/**
 * Text on its way to browsers: what comes first leaves at once, what follows is gathered for two frames and leaves as one. What
 * arrives takes along what has waited long enough, so that a stream which flows needs hardly a timer.
 */
export class Gatherer {
  readonly #send: () => void
  #pending = ''
  #leftAt = 0
  #timer: ReturnType<typeof setTimeout> | null = null

  /** `send` is called when it is time: it takes what has gathered. */
  constructor(send: () => void) {
    this.#send = send
  }

  /** How many characters wait. */
  get size(): number {
    return this.#pending.length
  }

  add(text: string): void {
    this.#pending += text
  }

  /** Everything that arrived together was added: sends it, now or when its time has come. */
  settle(now: number): void {
    if (this.#pending === '') return
    if (now - this.#leftAt >= GATHER_MS) return this.flush()
    this.#timer ??= setTimeout(this.#paused, PAUSE_MS)
  }

  /** Sends what has gathered, now. */
  flush(): void {
    if (this.#pending !== '') this.#send()
  }

  take(): string {
    const text = this.#pending
    this.#pending = ''
    return text
  }

  /** Something has left: what follows is gathered from now on. */
  left(now: number): void {
    this.#leftAt = now
  }

  /** Nothing is sent by itself any more. */
  end(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }

  readonly #paused = (): void => {
    this.#timer = null
    this.settle(Date.now())
  }
}
