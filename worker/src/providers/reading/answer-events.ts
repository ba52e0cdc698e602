import type { ProviderFailure } from '#protocol/error.ts'
import type { Usage } from '#protocol/usage.ts'
import type { Billed, Emit, FinishReason, ProviderEvent } from '../wire.ts'

/** Tells an answer's events: all text of one push as one event, and exactly one end, after which nothing is told. */
export class AnswerEvents {
  #emit: Emit = () => {}
  #done = false
  #run = ''
  #runKind: 'text' | 'reasoning' = 'text'
  #calling = ''
  /** Characters of the answer's text so far. */
  chars = 0

  get done(): boolean {
    return this.#done
  }

  /** Who hears what follows. */
  to(emit: Emit): void {
    this.#emit = emit
  }

  add(kind: 'text' | 'reasoning', words: string): void {
    if (!words || this.#done) return
    if (kind !== this.#runKind) this.flush()
    this.#runKind = kind
    this.#run += words
    if (kind === 'text') this.chars += words.length
  }

  /** A piece of a call that is told later. */
  calling(words: string): void {
    if (!this.#done) this.#calling += words
  }

  tell(event: Extract<ProviderEvent, { type: 'echo' | 'tool_call' }>): void {
    if (this.#done) return
    this.flush()
    this.#emit(event)
  }

  /** `cost_usd` and `billed` as in the event. */
  usage(usage: Usage, cost_usd: string | null = null, billed?: Billed): void {
    if (this.#done) return
    this.flush()
    this.#emit({ type: 'usage', usage, cost_usd, ...(billed && { billed }) })
  }

  finish(reason: FinishReason, native: string): void {
    this.#end({ type: 'finish', reason, native })
  }

  fail(failure: ProviderFailure): void {
    this.#end({ type: 'failure', failure })
  }

  /** Text that has gathered is told at the end of every push. */
  flush(): void {
    this.#flushCalling()
    if (!this.#run) return
    const words = this.#run
    this.#run = ''
    this.#emit({ type: this.#runKind, text: words })
  }

  #flushCalling(): void {
    if (!this.#calling) return
    const words = this.#calling
    this.#calling = ''
    this.#emit({ type: 'calling', text: words })
  }

  #end(event: Extract<ProviderEvent, { type: 'finish' | 'failure' }>): void {
    if (this.#done) return
    this.flush()
    this.#done = true
    this.#emit(event)
  }
}
