import { parseJson } from '#protocol/codec.ts'
import type { ProviderFailure } from '#protocol/error.ts'
import type { Usage } from '#protocol/usage.ts'
import { AnswerEvents } from './answer-events.ts'
import { errorFailure, providerFailure } from '../failure/failure.ts'
import { isObject, type Json, type Sent } from '../json.ts'
import { noStream } from './plain-answer.ts'
import { SseScanner } from './sse.ts'
import type { Billed, Emit, FinishReason, ProviderEvent, WireReader } from '../wire.ts'

/** Characters of one answer that may be held back at once: an event, tool calls, signatures. */
const HELD_MAX_CHARS = 20 * 1024 * 1024

/**
 * What every format over server-sent events shares: bytes that may be cut anywhere, one event for all text of a push, bounds,
 * an answer that came as plain JSON or isn't one at all, and exactly one end.
 */
export abstract class SseReader<Event> implements WireReader {
  #scanner = new SseScanner({ onData: (data) => this.#takeData(data), onLine: (line) => this.#takeLine(line) })
  #out = new AnswerEvents()
  #sniffed = false
  #begun = false
  #failing = false
  /** Lines that are no events. Kept until the end: they may be a JSON answer or an error in plain JSON. */
  #stray = ''
  /** The stream said `[DONE]`: it is whole, whatever else it lacks. */
  protected saidDone = false
  /** Characters that the format keeps for later. */
  protected held = 0

  /** One event of the stream, or the whole answer of a server that ignores `stream`. */
  protected abstract takeEvent(event: Sent<Event>, whole?: boolean): void
  /** The stream said `[DONE]` or its body ended, and neither `finish` nor `fail` was called. */
  protected abstract takeEnd(): void

  /** What an `error` within an answer that began well means. */
  protected failureOf(said: Json): ProviderFailure {
    return errorFailure(200, said)
  }

  get done(): boolean {
    return this.#out.done
  }

  push(bytes: Uint8Array, emit: Emit): void {
    if (this.done) return
    this.#out.to(emit)
    if (!this.#sniffed && bytes.length) this.#sniff(bytes[0]!)
    if (this.done) return
    const whole = this.#scanner.push(bytes)
    if (this.#scanner.broken) return this.#breakOff('its stream is not UTF-8 text')
    if (!whole || this.held + this.#stray.length > HELD_MAX_CHARS) {
      return this.fail(providerFailure('provider_error', 200, 'one event of its answer is larger than 20 MB'))
    }
    this.#out.flush()
  }

  end(emit: Emit): void {
    if (this.done) return
    this.#out.to(emit)
    this.#scanner.end()
    this.#finishUp()
  }

  protected add(kind: 'text' | 'reasoning', words: string): void {
    this.#out.add(kind, words)
  }

  protected calling(words: string): void {
    this.#out.calling(words)
  }

  /** Characters of text so far: where a call that begins now has its place. */
  protected get chars(): number {
    return this.#out.chars
  }

  protected tell(event: Extract<ProviderEvent, { type: 'echo' | 'tool_call' }>): void {
    this.#out.tell(event)
  }

  protected tellUsage(usage: Usage, cost_usd: string | null = null, billed?: Billed): void {
    this.#out.usage(usage, cost_usd, billed)
  }

  protected finish(reason: FinishReason, native: string): void {
    this.#out.finish(reason, native)
  }

  protected fail(failure: ProviderFailure): void {
    this.#out.fail(failure)
  }

  /** A page or compressed bytes in place of an answer are known by their first byte: no need to read them all. */
  #sniff(byte: number): void {
    this.#sniffed = true
    if (byte === 0x3c) this.fail(noStream('with a web page'))
    if (byte === 0x1f) this.fail(noStream('with compressed bytes'))
  }

  #takeLine(line: string): void {
    if (this.done) return
    if (/^(event|id|retry)(:|$)/.test(line)) {
      this.#begun = true
      this.#failing = /^event: ?error$/.test(line)
      return
    }
    // llama-box reports a failure in a field of its own.
    const own = /^error: ?(.+)/.exec(line)?.[1]
    if (own) return this.fail(errorFailure(200, parseJson(own) ?? own))
    if (!this.#begun && /^\s*</.test(line)) return this.fail(noStream('with a web page'))
    this.#stray += `${line}\n`
  }

  #takeData(data: string): void {
    if (this.done || (data.charCodeAt(0) !== 123 && data.trim() === '')) return
    this.#begun = true
    if (data.charCodeAt(0) !== 123 && data.trim() === '[DONE]') {
      this.saidDone = true
      return this.#finishUp()
    }
    const event = parseJson(data)
    const failing = this.#failing
    this.#failing = false
    // `event: error` is one, whatever its data looks like.
    if (failing && !(isObject(event) && (event.error || event.type === 'error'))) {
      return this.fail(this.failureOf({ error: event ?? data }))
    }
    if (isObject<Event>(event)) return this.takeEvent(event)
    this.#breakOff('an event of its stream is not JSON')
  }

  #finishUp(): void {
    if (!this.done && this.#stray) this.#takeStray()
    if (!this.done) this.takeEnd()
  }

  #takeStray(): void {
    const stray = this.#stray
    this.#stray = ''
    const body = parseJson(stray)
    if (isObject(body)) return this.#takeWhole(body)
    if (Array.isArray(body)) return body.filter(isObject).forEach((event) => this.#takeWhole(event))
    if (/^\s*(\[\s*)?\{/.test(stray)) return this.#breakOff(`it ended within ${this.#begun ? 'an error' : 'its JSON'}`)
    if (!this.#begun && !isCutField(stray)) this.fail(noStream('something that is not a stream of events'))
  }

  #takeWhole(event: Json): void {
    if (event.error) this.fail(this.failureOf(event))
    else this.takeEvent(event as Sent<Event>, true)
  }

  #breakOff(detail: string): void {
    this.fail(providerFailure('provider_stream_broken', 200, detail))
  }
}

/** The connection may break within the very first word. */
function isCutField(line: string): boolean {
  return ['event', 'data'].some((field) => field.startsWith(line.trim()))
}
