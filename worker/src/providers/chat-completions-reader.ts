import type { ProviderFailure } from '../../protocol/error.ts'
import { chatCompletionsCost, chatCompletionsUsage } from './chat-completions-usage.ts'
import { finishReason } from './chat-completions-finish.ts'
import { errorFailure, providerFailure } from './failure.ts'
import { isObject, list, object, text, type Json } from './json.ts'
import { SseScanner } from './sse.ts'
import { ToolCallGatherer } from './tool-call-gatherer.ts'
import type { Emit, WireReader } from './wire.ts'

const HELD_MAX_CHARS = 20 * 1024 * 1024

/** Reads a chat completion, streamed or (from a server that ignores `stream`) in one piece. */
export class ChatCompletionsReader implements WireReader {
  #scanner = new SseScanner({ onData: (data) => this.#takeData(data), onLine: (line) => this.#takeLine(line) })
  #calls = new ToolCallGatherer()
  #emit: Emit = () => {}
  #done = false
  #finish = ''
  #native = ''
  #refused = false
  /** Text of one kind that this push has brought: one event for all of it, not one for each token. */
  #run = ''
  #runKind: 'text' | 'reasoning' = 'text'
  /** Lines that are no events. Kept until an event comes: they may be a JSON answer or an error in plain JSON. */
  #stray = ''

  get done(): boolean {
    return this.#done
  }

  push(bytes: Uint8Array, emit: Emit): void {
    if (this.#done) return
    this.#emit = emit
    const bounded = this.#scanner.push(bytes) && this.#calls.size + this.#stray.length <= HELD_MAX_CHARS
    this.#flush()
    if (!bounded) this.#fail(providerFailure('provider_error', 200, 'one event of its stream is larger than 20 MB'))
  }

  end(emit: Emit): void {
    if (this.#done) return
    this.#emit = emit
    this.#scanner.end()
    this.#flush()
    if (!this.#done && this.#stray) this.#takeStray()
    if (this.#done) return
    if (this.#finish) return this.#complete()
    this.#fail(providerFailure('provider_stream_broken', 200))
  }

  #takeLine(line: string): void {
    if (/^(event|id|retry)(:|$)/.test(line)) return
    // llama-box reports a failure in a field of its own.
    const own = /^error: ?(.+)/.exec(line)?.[1]
    if (own) return this.#fail(errorFailure(200, parse(own) ?? own))
    this.#stray += `${line}\n`
  }

  #takeData(data: string): void {
    if (this.#done) return
    if (data === '[DONE]') return this.#complete()
    if (data.trim() === '') return
    const chunk = parse(data)
    if (isObject(chunk)) return this.#takeChunk(chunk)
    this.#fail(providerFailure('provider_stream_broken', 200, 'an event of its stream is not JSON'))
  }

  #takeChunk(chunk: Json): void {
    const choices = chunk.choices
    if (Array.isArray(choices)) for (const choice of choices) this.#takeChoice(object(choice))
    const usage = chunk.usage ?? object(chunk.x_groq).usage
    if (isObject(usage)) this.#takeUsage(usage)
    if (chunk.error) this.#fail(errorFailure(200, chunk))
  }

  #takeChoice(choice: Json): void {
    if (choice.index) return
    const delta = choice.delta ?? choice.message
    if (isObject(delta)) this.#takeDelta(delta)
    if (typeof choice.finish_reason === 'string') this.#finish = choice.finish_reason
    if (typeof choice.native_finish_reason === 'string') this.#native = choice.native_finish_reason
  }

  #takeDelta(delta: Json): void {
    const reasoning = delta.reasoning_content ?? delta.reasoning
    if (typeof reasoning === 'string') this.#add('reasoning', reasoning)
    const content = delta.content
    if (typeof content === 'string') this.#add('text', content)
    else if (Array.isArray(content)) this.#takeParts(content)
    if (typeof delta.refusal === 'string' && delta.refusal) this.#refuse(delta.refusal)
    if (delta.tool_calls) for (const call of list(delta.tool_calls)) this.#calls.add(call)
    else if (isObject(delta.function_call)) this.#calls.add({ index: 0, function: delta.function_call })
  }

  /** Mistral sends content as a string or as parts, in one and the same stream. */
  #takeParts(parts: unknown[]): void {
    for (const part of parts.map(object)) {
      if (part.type === 'thinking')
        for (const thought of list(part.thinking)) this.#add('reasoning', text(object(thought).text))
      else this.#add('text', text(part.text))
    }
  }

  #refuse(words: string): void {
    this.#refused = true
    this.#add('text', words)
  }

  #takeUsage(usage: Json): void {
    this.#flush()
    this.#emit({ type: 'usage', usage: chatCompletionsUsage(usage), cost_usd: chatCompletionsCost(usage) })
  }

  #takeStray(): void {
    const body = parse(this.#stray)
    if (isObject(body)) return this.#takeChunk(body)
    this.#fail(
      providerFailure(
        'provider_error',
        200,
        'it answered something that is not a stream of events; is the base URL right?',
      ),
    )
  }

  #add(kind: 'text' | 'reasoning', words: string): void {
    if (!words) return
    if (kind !== this.#runKind) this.#flush()
    this.#runKind = kind
    this.#run += words
  }

  #flush(): void {
    if (!this.#run) return
    const words = this.#run
    this.#run = ''
    this.#emit({ type: this.#runKind, text: words })
  }

  #complete(): void {
    this.#flush()
    if (this.#finish === 'error') return this.#fail(providerFailure('provider_error', 200))
    this.#done = true
    this.#calls.emit(this.#emit)
    const reason = finishReason({
      said: this.#finish,
      native: this.#native,
      calledTools: this.#calls.any,
      refused: this.#refused,
    })
    this.#emit({ type: 'finish', reason, native: this.#native || this.#finish })
  }

  #fail(failure: ProviderFailure): void {
    if (this.#done) return
    this.#flush()
    this.#done = true
    this.#emit({ type: 'failure', failure })
  }
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
