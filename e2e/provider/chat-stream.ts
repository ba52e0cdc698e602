import type { ServerResponse } from 'node:http'
import { AnswerStream } from './answer-stream.ts'
import type { ProviderUsage, RecordedRequest } from './request-log.ts'

/** Writes one chat completion, chunk by chunk. */
export class ChatStream {
  #stream: AnswerStream
  #entry: RecordedRequest

  constructor(response: ServerResponse, entry: RecordedRequest) {
    this.#stream = new AnswerStream(response, 'text/event-stream')
    this.#entry = entry
  }

  get open(): boolean {
    return this.#stream.open
  }

  /** `count` tokens, the first after `first` ms, then `gap` ms apart. */
  async tokens(count: number, first: number, gap: number, say: (index: number) => string): Promise<void> {
    await this.#stream.paced(count, first, gap, async (index) => {
      await this.delta({ content: say(index) })
      this.#entry.tokens_sent++
    })
  }

  async delta(delta: Record<string, unknown>, finish_reason: string | null = null): Promise<void> {
    await this.#chunk({ choices: [{ index: 0, delta, finish_reason }] })
  }

  async error(message: string): Promise<void> {
    await this.#chunk({ error: { message, type: 'server_error', code: 500 } })
    this.#stream.end()
  }

  async finish(reason: string, usage: ProviderUsage): Promise<void> {
    if (!this.open) return
    await this.delta({}, reason)
    await this.#chunk({ choices: [], usage })
    this.#entry.usage = usage
    this.#stream.end('data: [DONE]\n\n')
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
    await this.#stream.write(`data: ${JSON.stringify(chunk)}\n\n`)
  }
}
