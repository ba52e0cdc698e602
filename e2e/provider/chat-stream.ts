import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ProviderUsage, RecordedRequest } from './request-log.ts'

/** Writes one chat completion, chunk by chunk, and stops by itself when whoever asked hangs up. */
export class ChatStream {
  #response: ServerResponse
  #entry: RecordedRequest
  #started = performance.now()

  constructor(response: ServerResponse, entry: RecordedRequest) {
    this.#response = response
    this.#entry = entry
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
    response.socket?.setNoDelay(true)
    response.flushHeaders()
  }

  get open(): boolean {
    return !this.#response.destroyed
  }

  /** `count` tokens, the first after `first` ms, then `gap` ms apart by the clock, so that a late timer doesn't add up. */
  async tokens(count: number, first: number, gap: number, say: (index: number) => string): Promise<void> {
    this.#started = performance.now()
    for (let index = 0; index < count && this.open; index++) {
      const due = this.#started + first + index * gap - performance.now()
      if (due > 0) await sleep(due)
      if (!this.open) return
      await this.delta({ content: say(index) })
      this.#entry.tokens_sent++
    }
  }

  async delta(delta: Record<string, unknown>, finish_reason: string | null = null): Promise<void> {
    await this.#chunk({ choices: [{ index: 0, delta, finish_reason }] })
  }

  async error(message: string): Promise<void> {
    await this.#chunk({ error: { message, type: 'server_error', code: 500 } })
    this.#response.end()
  }

  async finish(reason: string, usage: ProviderUsage): Promise<void> {
    if (!this.open) return
    await this.delta({}, reason)
    await this.#chunk({ choices: [], usage })
    this.#entry.usage = usage
    this.#response.end('data: [DONE]\n\n')
  }

  async #chunk(fields: Record<string, unknown>): Promise<void> {
    if (!this.open) return
    const chunk = {
      id: `c${this.#entry.id}`,
      object: 'chat.completion.chunk',
      created: 1,
      model: this.#entry.body.model,
      ...fields,
    }
    const room = this.#response.write(`data: ${JSON.stringify(chunk)}\n\n`)
    if (room || !this.open) return
    await this.#drained()
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
