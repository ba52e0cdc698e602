import type { ToolCallEvent } from '../../agent/step-end.ts'
import { AppError } from '../../lib/error.ts'
import type { V1Request } from './begin-request.ts'
import { finishOf, toolCallOf, usageShown } from './completion-parts.ts'
import { echoDetails } from './echo-details.ts'
import { openAiError } from './openai-error.ts'
import type { Listener, PaidEnd } from '../../paid/ask-paid.ts'

const encoder = new TextEncoder()

/** An answer as OpenAI streams it: chunks, perhaps one with the usage, and `[DONE]`; after a failure `{"error"}` and no `[DONE]`. */
export class CompletionStream implements Listener {
  readonly body: ReadableStream<Uint8Array>
  /** Resolves with the first token. */
  readonly begun: Promise<undefined>
  hasBegun = false
  readonly #begun: V1Request
  readonly #wantsUsage: boolean
  readonly #head: object
  readonly #abort = new AbortController()
  #controller!: ReadableStreamDefaultController<Uint8Array>
  #begin!: () => void
  #frames = ''
  #toolCalls = 0

  constructor(begun: V1Request, wantsUsage: boolean) {
    this.#begun = begun
    this.#wantsUsage = wantsUsage
    const created = Math.floor(Date.now() / 1000)
    this.#head = { id: `chatcmpl-${begun.id}`, object: 'chat.completion.chunk', created, model: begun.name }
    this.begun = new Promise((resolve) => (this.#begin = () => resolve(undefined)))
    // whoever reads it has gone: so does what writes it
    this.body = new ReadableStream({ start: (controller) => void (this.#controller = controller), cancel: this.stop })
  }

  get signal(): AbortSignal {
    return this.#abort.signal
  }

  readonly stop = (): void => {
    this.#abort.abort()
  }

  text(content: string): void {
    this.#delta({ content })
  }

  reasoning(reasoning_content: string): void {
    this.#delta({ reasoning_content })
  }

  toolCall(call: ToolCallEvent): void {
    this.#delta({ tool_calls: [{ index: this.#toolCalls++, ...toolCallOf(call) }] })
  }

  settle(): void {
    if (this.#frames === '') return
    const frames = encoder.encode(this.#frames)
    this.#frames = ''
    if (!this.signal.aborted) this.#controller.enqueue(frames)
  }

  end(end: PaidEnd): void {
    if (this.signal.aborted) return
    if (end.failure) this.#fail(end)
    else this.#finish(end)
    this.settle()
    this.#controller.close()
  }

  #finish(end: PaidEnd): void {
    const reasoning_details = echoDetails(this.#begun.access, end.echo)
    this.#open()
    this.#chunk(reasoning_details ? { reasoning_details } : {}, finishOf(end), end.native)
    if (this.#wantsUsage) this.#frame({ ...this.#head, choices: [], usage: usageShown(end.usage, end.cost) })
    this.#frames += 'data: [DONE]\n\n'
  }

  #fail({ failure }: PaidEnd): void {
    if (!this.hasBegun || !failure) return
    this.#frame({ error: openAiError(new AppError('ai_provider_error', failure.message, { provider: failure })) })
  }

  #delta(delta: object): void {
    this.#open()
    this.#chunk(delta, null)
  }

  #open(): void {
    if (this.hasBegun) return
    this.hasBegun = true
    this.#chunk({ role: 'assistant', content: '' }, null)
    this.#begin()
  }

  #chunk(delta: object, finish_reason: string | null, native: string | null = null): void {
    const choice = { index: 0, delta, logprobs: null, finish_reason }
    const choices = [finish_reason === null ? choice : { ...choice, native_finish_reason: native }]
    // with usage asked for, every other chunk says that it has none
    this.#frame({ ...this.#head, choices, ...(this.#wantsUsage ? { usage: null } : {}) })
  }

  #frame(value: object): void {
    this.#frames += `data: ${JSON.stringify(value)}\n\n`
  }
}
