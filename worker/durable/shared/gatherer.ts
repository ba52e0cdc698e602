/** Two frames of a screen: gathering this long is not seen, and halves what a token costs on the wire. */
const GATHER_MS = 33

/** Text on its way to browsers: what comes first leaves at once, what follows is gathered for two frames and leaves as one. */
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
  settle(): void {
    if (this.#pending === '' || this.#timer !== null) return
    const wait = this.#leftAt + GATHER_MS - Date.now()
    if (wait <= 0) return this.flush()
    this.#timer = setTimeout(() => {
      this.#timer = null
      this.flush()
    }, wait)
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
  left(): void {
    this.#leftAt = Date.now()
  }

  /** Nothing is sent by itself any more. */
  end(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }
}
