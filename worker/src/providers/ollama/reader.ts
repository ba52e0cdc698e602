import { parseJson } from '#protocol/codec.ts'
import { AnswerEvents } from '../reading/answer-events.ts'
import { newId } from '#protocol/ids.ts'
import { errorFailure, providerFailure } from '../failure/failure.ts'
import { isObject, list, object, text, type Sent } from '../json.ts'
import type { OllamaCall, OllamaLine, OllamaMessage } from './sdk-types.ts'
import { ollamaUsage } from './usage.ts'
import { noStream } from '../reading/plain-answer.ts'
import { Utf8 } from '../reading/utf8.ts'
import type { Emit, FinishReason, ProviderEvent, WireReader } from '../wire.ts'

const LINE_MAX_CHARS = 20 * 1024 * 1024

type ToolCall = Extract<ProviderEvent, { type: 'tool_call' }>

/** Reads an answer of /api/chat: one JSON object a line, the last with `done: true`; or one object over many lines. */
export class OllamaReader implements WireReader {
  #out = new AnswerEvents()
  #utf8 = new Utf8()
  /** The line that has no end yet. */
  #line = ''
  #begun = false
  /** Lines of one object that a relay has written over many of them. */
  #spread = ''
  #calls: ToolCall[] = []
  #held = 0

  get done(): boolean {
    return this.#out.done
  }

  push(bytes: Uint8Array, emit: Emit): void {
    if (this.done || !bytes.length) return
    this.#out.to(emit)
    if (!this.#begun) this.#sniff(bytes[0]!)
    this.#takeText(this.#utf8.decode(bytes))
    if (this.#utf8.broken) this.#breakOff('its stream is not UTF-8 text')
    if (this.#line.length + this.#spread.length + this.#held > LINE_MAX_CHARS) {
      this.#out.fail(providerFailure('provider_error', 200, 'one line of its stream is larger than 20 MB'))
    }
    this.#out.flush()
  }

  end(emit: Emit): void {
    if (this.done) return
    this.#out.to(emit)
    if (this.#line) this.#takeLine(this.#line)
    if (this.#spread) this.#takeSpread()
    this.#breakOff('')
  }

  /** A page or compressed bytes in place of an answer are known by their first byte: no need to read them all. */
  #sniff(byte: number): void {
    this.#begun = true
    if (byte === 0x3c) this.#out.fail(noStream('with a web page'))
    if (byte === 0x1f) this.#out.fail(noStream('with compressed bytes'))
  }

  #takeText(decoded: string): void {
    let from = 0
    for (let at = decoded.indexOf('\n'); at >= 0 && !this.done; at = decoded.indexOf('\n', from)) {
      const tail = decoded.slice(from, at)
      const line = this.#line ? this.#line + tail : tail
      this.#line = ''
      this.#takeLine(line)
      from = at + 1
    }
    if (!this.done) this.#line += from ? decoded.slice(from) : decoded
  }

  #takeLine(line: string): void {
    if (this.done || line.trim() === '') return
    if (this.#spread || line.trim() === '{') return void (this.#spread += line)
    const said = parseJson(line)
    if (isObject<OllamaLine>(said)) return this.#take(said)
    this.#breakOff('a line of its stream is not JSON')
  }

  #takeSpread(): void {
    const said = parseJson(this.#spread)
    if (isObject<OllamaLine>(said)) this.#take(said)
  }

  #take(said: Sent<OllamaLine>): void {
    if (said.error) return this.#out.fail(errorFailure(200, said))
    const message = object<OllamaMessage>(said.message)
    this.#out.add('reasoning', text(message.thinking) || text(said.thinking))
    this.#out.add('text', text(message.content) || text(said.response))
    for (const call of list(message.tool_calls)) this.#takeCall(object<OllamaCall>(call))
    if (said.done === true) this.#complete(said)
  }

  /** Arguments are an object here; some servers write them as text. */
  #takeCall(call: Sent<OllamaCall>): void {
    const { name, arguments: args } = object<OllamaCall['function']>(call.function)
    const written = typeof args === 'string' ? args : JSON.stringify(args ?? {})
    this.#held += written.length
    this.#out.calling(text(name) + written)
    this.#calls.push({
      type: 'tool_call',
      id: text(call.id) || `call_${newId()}`,
      name: text(name),
      arguments: written,
      at: this.#out.chars,
    })
  }

  #complete(last: Sent<OllamaLine>): void {
    const usage = ollamaUsage(last)
    if (usage) this.#out.usage(usage)
    for (const call of this.#calls) this.#out.tell(call)
    const native = text(last.done_reason) || 'stop'
    this.#out.finish(reasonOf(native, this.#calls.length > 0), native)
  }

  #breakOff(detail: string): void {
    this.#out.fail(providerFailure('provider_stream_broken', 200, detail))
  }
}

/** Ollama says `stop` for tool calls too. */
function reasonOf(native: string, called: boolean): FinishReason {
  if (native === 'length') return 'length'
  return called ? 'tool_calls' : 'stop'
}
