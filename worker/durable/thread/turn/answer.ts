import type { Timing } from '#protocol/timing.ts'
import type { Usage } from '#protocol/usage.ts'
import type { StepSink, ToolCallEvent } from '../../../src/agent/step-end.ts'
import type { RoomCore } from '../desk/core.ts'
import type { StoredMessage } from '../store/rows.ts'
import { shownCall } from './shown-call.ts'

/** Two frames of a screen: gathering this long is not seen, and halves what a token costs on the wire. */
const GATHER_MS = 33
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
  readonly #core: RoomCore
  readonly #onFull: () => void
  #pending = ''
  #kind: Kind = 'text'
  #index = 0
  #leftAt = 0
  #savedAt = Date.now()
  #timer: ReturnType<typeof setTimeout> | null = null
  #askedAt = Date.now()
  readonly #firstAt: { text: number | null; reasoning: number | null } = { text: null, reasoning: null }
  /** Characters of tool calls as they are stored. */
  #callChars = 0
  /** More came than a row holds. */
  #isFull = false
  /** What its provider has counted so far. */
  reported: Usage | null = null
  /** After a stop more may still be on its way from the provider: nobody hears it any more. */
  #isOver = false

  constructor(core: RoomCore, message: StoredMessage, onFull: () => void) {
    this.#core = core
    this.message = message
    this.#onFull = onFull
  }

  /** Whether anything of it has arrived. */
  get hasBegun(): boolean {
    return this.#index > 0 || this.#pending !== '' || this.message.tool_calls !== undefined
  }

  get chars(): number {
    const { content, reasoning } = this.message
    return content.length + (reasoning?.length ?? 0) + this.#callChars + this.#pending.length
  }

  /** The index that the next chunk will have. */
  get nextIndex(): number {
    return this.#index
  }

  text(text: string): void {
    this.#gather('text', text)
  }

  reasoning(text: string): void {
    this.#gather('reasoning', text)
  }

  toolCall(call: ToolCallEvent): void {
    if (this.#isOver || this.#isFull) return
    this.flush()
    this.#firstAt.text ??= Date.now()
    const left = ANSWER_MAX_CHARS - this.chars
    const shown = shownCall(call, left, { step: 0, at: this.message.content.length })
    this.#callChars += JSON.stringify(shown).length
    this.#isFull = this.chars > ANSWER_MAX_CHARS
    this.message.tool_calls = [...(this.message.tool_calls ?? []), shown]
    this.#core.emit({ type: 'tool_call', message_id: this.message.id, ...shown })
    this.#told()
  }

  usage(usage: Usage): void {
    this.reported = usage
  }

  /** The request for it leaves now, for the first time or again. */
  asked(): void {
    this.#askedAt = Date.now()
    this.reported = null
  }

  timing(): Timing {
    const { text, reasoning } = this.#firstAt
    const first = reasoning === null ? text : Math.min(reasoning, text ?? reasoning)
    return {
      first_token_ms: first === null ? null : first - this.#askedAt,
      reasoning_ms: reasoning === null ? null : Math.max(0, (text ?? Date.now()) - reasoning),
      duration_ms: Date.now() - this.#askedAt,
    }
  }

  settle(): void {
    if (this.#isFull) return this.#onFull()
    if (this.#pending === '' || this.#timer !== null) return
    const wait = this.#leftAt + GATHER_MS - Date.now()
    if (wait <= 0) return this.flush()
    this.#timer = setTimeout(() => {
      this.#timer = null
      this.flush()
    }, wait)
  }

  /** Lets go of what was gathered, now. */
  flush(): void {
    if (this.#pending === '') return
    this.#core.emit({ type: 'stream_chunk', ...this.#take(), is_final: false })
    this.#told()
  }

  /** Ends gathering; what is left of the text goes into the final chunk. */
  last() {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    if (this.#kind === 'reasoning') this.flush()
    this.#isOver = true
    return this.#take()
  }

  #gather(kind: Kind, text: string): void {
    if (this.#isOver || this.#isFull) return
    this.#firstAt[kind] ??= Date.now()
    if (kind !== this.#kind) this.flush()
    this.#kind = kind
    const left = ANSWER_MAX_CHARS - this.chars
    this.#isFull = text.length > left
    // one event may be larger than a row; half a character would be no text
    this.#pending += this.#isFull ? text.slice(0, left).replace(/[\uD800-\uDBFF]$/, '') : text
  }

  /** Something was emitted: it may go, and is stored once a second. */
  #told(): void {
    this.#leftAt = Date.now()
    if (this.#leftAt - this.#savedAt >= SAVE_MS) this.#save()
    this.#core.release()
  }

  #take() {
    const chunk = this.#pending
    const kind = this.#pending === '' ? 'text' : this.#kind
    this.#pending = ''
    if (kind === 'text') this.message.content += chunk
    else this.message.reasoning = (this.message.reasoning ?? '') + chunk
    return { message_id: this.message.id, chunk, chunk_index: this.#index++, kind } as const
  }

  #save(): void {
    this.#savedAt = this.#leftAt
    this.#core.store.put(this.message)
    this.#core.store.flush()
  }
}
