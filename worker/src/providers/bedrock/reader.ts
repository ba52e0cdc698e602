import type { ProviderFailure } from '#protocol/error.ts'
import { AnswerEvents } from '../reading/answer-events.ts'
import { BedrockBlocks } from './blocks.ts'
import { bedrockException } from './failure.ts'
import { bedrockFinish } from './finish.ts'
import { bedrockBill, bedrockUsage } from './usage.ts'
import { bedrockWhole } from './whole.ts'
import { EventStream, type EventStreamFault, type EventStreamMessage } from './event-stream.ts'
import { providerFailure } from '../failure/failure.ts'
import { isObject, object, text, type Sent } from '../json.ts'
import type {
  BedrockAnswer,
  BedrockDelta,
  BedrockEvent,
  BedrockEventName,
  BedrockReasoning,
  BedrockStart,
  BedrockToolUse,
  BedrockUsage,
} from './sdk-types.ts'
import { noStream, PlainAnswer, plainBeginning } from '../reading/plain-answer.ts'
import type { Emit, WireReader } from '../wire.ts'

const HELD_MAX_CHARS = 20 * 1024 * 1024

const faults: Record<EventStreamFault, string> = {
  prelude_checksum: 'the checksum of a frame’s length is wrong',
  message_checksum: 'the checksum of a frame is wrong',
  length: 'a frame is shorter than its own headers',
  headers: 'the headers of a frame are damaged',
  too_large: 'one frame of its stream is larger than 16 MB',
}

/** Reads an answer of ConverseStream, or (from a server that doesn't stream) the whole answer of Converse. */
export class BedrockReader implements WireReader {
  #out = new AnswerEvents()
  #frames = new EventStream((message) => this.#takeMessage(message))
  #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })
  #blocks = new BedrockBlocks()
  #plain: PlainAnswer | null | undefined
  #stopReason: string | null = null

  get done(): boolean {
    return this.#out.done
  }

  push(bytes: Uint8Array, emit: Emit): void {
    if (this.done || !bytes.length) return
    this.#out.to(emit)
    if (this.#plain === undefined) this.#plain = plainBeginning(bytes[0]!) ? new PlainAnswer() : null
    if (this.#plain) return this.#takePlain(this.#plain, bytes)
    this.#frames.push(bytes)
    if (this.#frames.fault) this.#fail(faultOf(this.#frames.fault))
    if (this.#blocks.size > HELD_MAX_CHARS)
      this.#fail(providerFailure('provider_error', 200, 'its answer is too large'))
    this.#out.flush()
  }

  end(emit: Emit): void {
    if (this.done) return
    this.#out.to(emit)
    if (this.#plain) return this.#endPlain(this.#plain)
    // Usage comes after the stop; a stream that ends between them has told its answer whole.
    if (this.#stopReason !== null && !this.#frames.open) return this.#complete()
    const detail = this.#frames.open ? 'it ended within a frame' : ''
    this.#fail(providerFailure('provider_stream_broken', 200, detail))
  }

  #takeMessage({ headers, payload }: EventStreamMessage): void {
    if (this.done) return
    const type = headers[':message-type']
    if (type === 'error') {
      return this.#fail(bedrockException(text(headers[':error-code']), text(headers[':error-message'])))
    }
    const body = this.#json(payload)
    if (!body) return this.#fail(providerFailure('provider_stream_broken', 200, 'a frame of its stream is not JSON'))
    if (type === 'exception') {
      const message = text(body.message) || text(body.Message) || text(body.originalMessage)
      return this.#fail(bedrockException(text(headers[':exception-type']), message))
    }
    this.#takeEvent(text(headers[':event-type']), body)
  }

  #takeEvent(type: string, event: Sent<BedrockEvent>): void {
    switch (type as BedrockEventName) {
      case 'contentBlockStart':
        return this.#start(event.contentBlockIndex, object<BedrockStart>(event.start))
      case 'contentBlockDelta':
        return this.#takeDelta(event.contentBlockIndex, object<BedrockDelta>(event.delta))
      case 'messageStop':
        this.#stopReason = text(event.stopReason)
        return
      case 'metadata':
        if (isObject<BedrockUsage>(event.usage))
          this.#out.usage(bedrockUsage(event.usage), null, bedrockBill(event.usage))
        if (this.#stopReason !== null) this.#complete()
    }
  }

  #start(index: unknown, start: Sent<BedrockStart>): void {
    this.#blocks.start(index, start, this.#out.chars)
    this.#out.calling(text(object<BedrockToolUse>(start.toolUse).name))
  }

  #takeDelta(index: unknown, delta: Sent<BedrockDelta>): void {
    this.#out.add('text', text(delta.text))
    this.#blocks.text(index, text(delta.text))
    if (isObject<BedrockToolUse>(delta.toolUse)) this.#takeInput(index, text(delta.toolUse.input))
    if (!isObject<BedrockReasoning>(delta.reasoningContent)) return
    this.#out.add('reasoning', text(delta.reasoningContent.text))
    this.#blocks.reasoning(index, delta.reasoningContent)
  }

  #takeInput(index: unknown, piece: string): void {
    this.#blocks.input(index, piece)
    this.#out.calling(piece)
  }

  #complete(): void {
    bedrockFinish(this.#out, this.#stopReason ?? '', this.#blocks)
  }

  #takePlain(plain: PlainAnswer, bytes: Uint8Array): void {
    const failure = plain.push(bytes)
    if (failure) this.#fail(failure)
  }

  #endPlain(plain: PlainAnswer): void {
    const body = plain.json()
    if (isObject<BedrockAnswer>(body)) return bedrockWhole(this.#out, body)
    this.#fail(noStream('something that is not a stream of events'))
  }

  #json(payload: Uint8Array): Sent<BedrockEvent> | null {
    try {
      return object<BedrockEvent>(JSON.parse(this.#decoder.decode(payload) || '{}'))
    } catch {
      return null
    }
  }

  #fail(failure: ProviderFailure): void {
    this.#out.fail(failure)
  }
}

function faultOf(fault: EventStreamFault): ProviderFailure {
  return providerFailure(fault === 'too_large' ? 'provider_error' : 'provider_stream_broken', 200, faults[fault])
}
