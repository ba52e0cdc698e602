import { crc32 } from 'node:zlib'

const encoder = new TextEncoder()

/** One message of application/vnd.amazon.eventstream, with text headers. */
export function frame(headers: Record<string, string>, payload: unknown): Uint8Array<ArrayBuffer> {
  const named = join(Object.entries(headers).map(([name, value]) => header(name, value)))
  const body = payload instanceof Uint8Array ? payload : encoder.encode(JSON.stringify(payload))
  const prelude = prelude12(12 + named.length + body.length + 4, named.length)
  const all = join([prelude, named, body])
  return join([all, u32(crc32(all))])
}

/** The 12 bytes that a message begins with; their checksum is right whatever the lengths. */
export function prelude12(length: number, headersLength: number): Uint8Array<ArrayBuffer> {
  const lengths = join([u32(length), u32(headersLength)])
  return join([lengths, u32(crc32(lengths))])
}

export function event(type: string, payload: unknown): Uint8Array<ArrayBuffer> {
  return frame({ ':event-type': type, ':content-type': 'application/json', ':message-type': 'event' }, payload)
}

export function exception(type: string, message: string): Uint8Array<ArrayBuffer> {
  return frame({ ':exception-type': type, ':message-type': 'exception' }, { message })
}

export function join(pieces: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}

function header(name: string, value: string): Uint8Array {
  const [key, text] = [encoder.encode(name), encoder.encode(value)]
  return join([Uint8Array.of(key.length), key, Uint8Array.of(7, text.length >> 8, text.length & 255), text])
}

function u32(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255)
}
