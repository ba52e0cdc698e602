import type { ProviderFailure } from '#protocol/error.ts'
import { providerFailure } from '../failure/failure.ts'

const MAX_BYTES = 20 * 1024 * 1024

/** True where a body that should be frames begins like JSON, a web page or compressed bytes. */
export function plainBeginning(byte: number): boolean {
  return byte === 0x7b || byte === 0x5b || byte === 0x3c || byte === 0x1f || byte === 0x20 || byte === 0x0a
}

/** What somebody answered in place of the stream that was asked for. */
export function noStream(answered: string): ProviderFailure {
  return providerFailure('provider_error', 200, `it answered ${answered}; is the base URL right?`)
}

/** A body that is no stream, kept up to 20 MB until it has ended. */
export class PlainAnswer {
  #pieces: Uint8Array[] = []
  #size = 0

  /** A failure as soon as it can be none but one: nobody needs to read a web page to its end. */
  push(bytes: Uint8Array): ProviderFailure | null {
    if (!this.#size && bytes[0] === 0x3c) return noStream('with a web page')
    if (!this.#size && bytes[0] === 0x1f) return noStream('with compressed bytes')
    this.#size += bytes.length
    if (this.#size > MAX_BYTES) return providerFailure('provider_error', 200, 'its answer is larger than 20 MB')
    this.#pieces.push(bytes.slice())
    return null
  }

  /** Undefined where it isn't JSON. */
  json(): unknown {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })
    try {
      const text = this.#pieces.map((piece) => decoder.decode(piece, { stream: true })).join('') + decoder.decode()
      return JSON.parse(text)
    } catch {
      return undefined
    }
  }
}
