import type { ToolCall } from '#protocol/message.ts'
import type { Timing } from '#protocol/timing.ts'
import type { Usage } from '#protocol/usage.ts'
import { wholeChars } from '../../../src/agent/prompt/trimmed.ts'
import type { StepSink, ToolCallEvent } from '../../../src/agent/step-end.ts'
import { Gatherer } from '../../shared/gatherer.ts'
import type { RoomCore } from '../desk/core.ts'
import type { StoredMessage } from '../store/rows.ts'
import { Calls } from './calls.ts'
import { Stopwatch } from './stopwatch.ts'

/** How often the answer so far is stored: what a crash may take. */
const SAVE_MS = 1_000
/** An answer longer than this ends as `length`: its row must stay under 2 MB. */
export const ANSWER_MAX_CHARS = 500_000

type Kind = 'text' | 'reasoning'

/**
 * An answer while it streams: the first delta leaves at once, later ones are gathered for two frames and leave as one. What
 * the message holds is exactly what has left, so a snapshot taken at any moment fits the frames around it.
 */
export class Answer implements StepSink {
  readonly message: StoredMessage
  readonly calls: Calls
  readonly watch = new Stopwatch()
  readonly #core: RoomCore
  readonly #onFull: () => void
  readonly #gatherer = new Gatherer(() => this.#send())
  #kind: Kind = 'text'
  #index = 0
  #savedAt = Date.now()
  /** Where the present step began. */
  #from = { content: 0, reasoning: 0, calls: 0 }
  /** More came than a row holds. */
  #isFull = false
  /** What its provider has counted so far of the present step. */
  reported: Usage | null = null
  /** The present step's calls as they are written: what there is of one that never became whole. */
  #calling = ''
  /** It was stopped: what is still on its way from the provider is heard by nobody. */
  #isOver = false

  constructor(core: RoomCore, message: StoredMessage, options: { tools: number; onFull: () => void }) {
    this.#core = core
    this.message = message
    this.calls = new Calls(core, message, options.tools)
    this.#onFull = options.onFull
  }

  /** Whether anything of the present step has arrived. */
  get hasBegun(): boolean {
    const { content, reasoning, calls } = this.#from
    const { message } = this
    const grown = message.content.length > content || (message.reasoning?.length ?? 0) > reasoning
    return grown || this.#gatherer.size > 0 || this.#calling !== '' || this.calls.count > calls
  }

  get chars(): number {
    const { content, reasoning } = this.message
    return content.length + (reasoning?.length ?? 0) + this.calls.chars + this.#gatherer.size
  }

  /** The index that the next chunk will have. */
  get nextIndex(): number {
    return this.#index
  }

  /** What of the present step has left, by which it is billed where its provider doesn't count. */
  stepSoFar(): { text: string; reasoning: string; calls: ToolCall[]; calling: string } {
    const { content, reasoning = '', tool_calls = [] } = this.message
    const { content: from, reasoning: thoughtsFrom, calls } = this.#from
    return {
      text: content.slice(from),
      reasoning: reasoning.slice(thoughtsFrom),
      calls: tool_calls.slice(calls),
      calling: this.#calling,
    }
  }

  beginStep(): void {
    const { content, reasoning } = this.message
    this.#from = { content: content.length, reasoning: reasoning?.length ?? 0, calls: this.calls.count }
    this.reported = null
    this.#calling = ''
  }

  /** The request for the present step leaves now, for the first time or again. */
  asked(): void {
    this.watch.asked()
    this.reported = null
  }

  text(text: string): void {
    this.#gather('text', text)
  }

  reasoning(text: string): void {
    this.#gather('reasoning', text)
  }

  calling(text: string): void {
    if (!this.#isOver && !this.#isFull) this.#calling += text
  }

  toolCall(event: ToolCallEvent): void {
    if (this.#isOver || this.#isFull) return
    this.flush()
    this.watch.heard('text')
    const at = Math.min(this.#from.content + event.at, this.message.content.length)
    this.calls.add(event, at, ANSWER_MAX_CHARS - this.chars, this.calls.count - this.#from.calls)
    this.#isFull = this.chars > ANSWER_MAX_CHARS
    this.#told()
  }

  usage(usage: Usage): void {
    this.reported = usage
  }

  timing(): Timing {
    return this.watch.timing()
  }

  settle(now: number): void {
    if (this.#isFull) this.#onFull()
    else this.#gatherer.settle(now)
  }

  /** Lets go of what was gathered, now. */
  flush(): void {
    this.#gatherer.flush()
  }

  /** Stores the answer so far. */
  save(): void {
    this.#savedAt = Date.now()
    this.#core.store.put(this.message)
    this.#core.store.flush()
  }

  /** Ends gathering; what is left of the text goes into the final chunk. */
  last() {
    this.#gatherer.end()
    if (this.#kind === 'reasoning') this.flush()
    this.#isOver = true
    return this.#take()
  }

  #gather(kind: Kind, text: string): void {
    if (this.#isOver || this.#isFull) return
    this.watch.heard(kind)
    if (kind !== this.#kind) this.flush()
    this.#kind = kind
    const left = ANSWER_MAX_CHARS - this.chars
    this.#isFull = text.length > left
    // one event may be larger than a row
    this.#gatherer.add(this.#isFull ? wholeChars(text.slice(0, left)) : text)
  }

  #send(): void {
    this.#core.emit({ type: 'stream_chunk', ...this.#take(), is_final: false })
    this.#told()
  }

  /** Something was emitted: it may go, and is stored once a second. */
  #told(): void {
    const now = Date.now()
    this.#gatherer.left(now)
    if (now - this.#savedAt >= SAVE_MS) this.save()
    this.#core.release()
  }

  #take() {
    const chunk = this.#gatherer.take()
    const kind = chunk === '' ? 'text' : this.#kind
    if (kind === 'text') this.message.content += chunk
    else this.message.reasoning = (this.message.reasoning ?? '') + chunk
    return { message_id: this.message.id, chunk, chunk_index: this.#index++, kind } as const
  }
}
