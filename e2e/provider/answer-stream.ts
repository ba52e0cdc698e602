import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

/** The body of an answer, which stops by itself when whoever asked hangs up. */
export class AnswerStream {
  #response: ServerResponse

  constructor(response: ServerResponse, type: string) {
    this.#response = response
    response.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache' })
    response.socket?.setNoDelay(true)
    response.flushHeaders()
  }

  get open(): boolean {
    return !this.#response.destroyed
  }

  /** `count` pieces, the first after `first` ms, then `gap` ms apart by the clock, so that a late timer doesn't add up. */
  async paced(count: number, first: number, gap: number, say: (index: number) => Promise<void>): Promise<void> {
    const started = performance.now()
    for (let index = 0; index < count && this.open; index++) {
      const due = started + first + index * gap - performance.now()
      if (due > 0) await sleep(due)
      if (this.open) await say(index)
    }
  }

  async write(bytes: string | Uint8Array): Promise<void> {
    if (!this.open || bytes.length === 0) return
    const room = this.#response.write(bytes)
    if (!room && this.open) await this.#drained()
  }

  end(bytes: string | Uint8Array = ''): void {
    this.#response.end(bytes)
  }

  /** Cuts the connection, after what was written has left. */
  async destroy(): Promise<void> {
    await sleep(20)
    this.#response.destroy()
  }

  /** Until there is room again, or nobody to read. */
  #drained(): Promise<void> {
    return new Promise((resolve) => {
      const go = () => {
        this.#response.off('drain', go).off('close', go)
        resolve()
      }
      this.#response.on('drain', go).on('close', go)
    })
  }
}
