import { crc32 } from './crc32.ts'
import { eventStreamHeaders, type HeaderValue } from './event-stream-headers.ts'

/** AWS allows 16 MB of payload and 128 kB of headers: a longer message is no message. */
export const EVENT_STREAM_MAX_BYTES = 16 * 1024 * 1024 + 128 * 1024 + 16
const PRELUDE = 12
const CHECKSUM = 4
const FIRST_BYTES = 4096

/** Why bytes are no event stream. Nothing after it can be trusted. */
export type EventStreamFault = 'prelude_checksum' | 'message_checksum' | 'length' | 'headers' | 'too_large'

export interface EventStreamMessage {
  headers: Record<string, HeaderValue>
  /** Valid until the next push. */
  payload: Uint8Array
}

/**
 * Cuts messages out of application/vnd.amazon.eventstream, whose bytes may end anywhere: length of the message, length of its
 * headers, checksum of both; headers, payload, checksum of all. A length is believed only once its checksum holds.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/RESTSelectObjectAppendix.html
 */
export class EventStream {
  #held = new Uint8Array(FIRST_BYTES)
  #size = 0
  /** Bytes of the message under way; 0 until its prelude is there. */
  #length = 0
  #onMessage: (message: EventStreamMessage) => void
  fault: EventStreamFault | null = null

  constructor(onMessage: (message: EventStreamMessage) => void) {
    this.#onMessage = onMessage
  }

  /** True when the bytes so far end within a message. */
  get open(): boolean {
    return this.#size > 0
  }

  push(bytes: Uint8Array): void {
    let from = 0
    while (from < bytes.length && !this.fault) {
      const wanted = this.#length || PRELUDE
      const take = Math.min(wanted - this.#size, bytes.length - from)
      this.#keep(bytes.subarray(from, from + take))
      from += take
      if (this.#size < wanted) continue
      if (this.#length) this.#takeMessage()
      else this.#takePrelude()
    }
  }

  #keep(bytes: Uint8Array): void {
    const size = this.#size + bytes.length
    if (size > this.#held.length) {
      const grown = new Uint8Array(Math.max(size, this.#held.length * 2))
      grown.set(this.#held.subarray(0, this.#size))
      this.#held = grown
    }
    this.#held.set(bytes, this.#size)
    this.#size = size
  }

  #takePrelude(): void {
    const view = this.#view()
    if (crc32(this.#held.subarray(0, 8)) !== view.getUint32(8)) return this.#stop('prelude_checksum')
    const length = view.getUint32(0)
    if (length > EVENT_STREAM_MAX_BYTES) return this.#stop('too_large')
    if (length < PRELUDE + CHECKSUM + view.getUint32(4)) return this.#stop('length')
    this.#length = length
  }

  #takeMessage(): void {
    const view = this.#view()
    const end = this.#length - CHECKSUM
    if (crc32(this.#held.subarray(0, end)) !== view.getUint32(end)) return this.#stop('message_checksum')
    const headersEnd = PRELUDE + view.getUint32(4)
    const headers = eventStreamHeaders(this.#held.subarray(PRELUDE, headersEnd))
    if (!headers) return this.#stop('headers')
    const payload = this.#held.subarray(headersEnd, end)
    this.#size = 0
    this.#length = 0
    this.#onMessage({ headers, payload })
    if (this.#held.length > 1024 * 1024) this.#held = new Uint8Array(FIRST_BYTES)
  }

  #view(): DataView {
    return new DataView(this.#held.buffer, 0, this.#size)
  }

  #stop(fault: EventStreamFault): void {
    this.fault = fault
    this.#held = new Uint8Array(0)
  }
}
