import { crc32 } from 'node:zlib'
import { eventStreamHeaders, type HeaderValue } from './event-stream-headers.ts'

/** AWS allows 16 MB of payload and 128 kB of headers: a longer message is no message. */
export const EVENT_STREAM_MAX_BYTES = 16 * 1024 * 1024 + 128 * 1024 + 16
const PRELUDE = 12
const CHECKSUM = 4
const FIRST_BYTES = 4096
/** What a large message took is given back after it. */
const KEPT_BYTES = 1024 * 1024

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
  /** A message that is not whole yet. */
  #held = new Uint8Array(FIRST_BYTES)
  #size = 0
  /** Bytes of the message under way; 0 until its prelude is there. */
  #length = 0
  /** One stream says the same headers again and again: they are read once. */
  #headers: { bytes: Uint8Array; read: Record<string, HeaderValue> } | null = null
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
      const whole = this.#size === 0 ? this.#takeInPlace(bytes, from) : 0
      from += whole || this.#hold(bytes, from)
    }
  }

  /** Takes a message that is whole in these bytes, without a copy. The bytes it took; 0: it isn't whole, or damaged. */
  #takeInPlace(bytes: Uint8Array, from: number): number {
    if (bytes.length - from < PRELUDE) return 0
    const length = this.#lengthOf(bytes, from)
    if (length === 0 || from + length > bytes.length) return 0
    this.#takeMessage(bytes.subarray(from, from + length))
    return length
  }

  /** Keeps what belongs to the prelude or the message under way. The bytes it took. */
  #hold(bytes: Uint8Array, from: number): number {
    if (this.fault) return bytes.length
    const wanted = this.#length || PRELUDE
    const take = Math.min(wanted - this.#size, bytes.length - from)
    this.#keep(bytes.subarray(from, from + take))
    if (this.#size < wanted) return take
    if (this.#length) this.#takeHeld()
    else this.#length = this.#lengthOf(this.#held, 0)
    return take
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

  #takeHeld(): void {
    const message = this.#held.subarray(0, this.#length)
    this.#size = 0
    this.#length = 0
    this.#takeMessage(message)
    if (this.#held.length > KEPT_BYTES) this.#held = new Uint8Array(FIRST_BYTES)
  }

  /** What the prelude says, once its checksum holds; 0 where it is damaged. */
  #lengthOf(bytes: Uint8Array, from: number): number {
    if (crc32(bytes.subarray(from, from + 8)) !== uint32(bytes, from + 8)) return this.#stop('prelude_checksum')
    const length = uint32(bytes, from)
    if (length > EVENT_STREAM_MAX_BYTES) return this.#stop('too_large')
    return length < PRELUDE + CHECKSUM + uint32(bytes, from + 4) ? this.#stop('length') : length
  }

  #takeMessage(message: Uint8Array): void {
    const end = message.length - CHECKSUM
    if (crc32(message.subarray(0, end)) !== uint32(message, end)) return void this.#stop('message_checksum')
    const headersEnd = PRELUDE + uint32(message, 4)
    const headers = this.#headersOf(message.subarray(PRELUDE, headersEnd))
    if (!headers) return void this.#stop('headers')
    this.#onMessage({ headers, payload: message.subarray(headersEnd, end) })
  }

  #headersOf(bytes: Uint8Array): Record<string, HeaderValue> | null {
    if (this.#headers && same(this.#headers.bytes, bytes)) return this.#headers.read
    const read = eventStreamHeaders(bytes)
    if (read) this.#headers = { bytes: bytes.slice(), read }
    return read
  }

  #stop(fault: EventStreamFault): 0 {
    this.fault = fault
    this.#held = new Uint8Array(0)
    return 0
  }
}

function uint32(bytes: Uint8Array, at: number): number {
  return ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0
}

function same(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false
  return true
}
