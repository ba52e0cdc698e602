/** A timestamp is in milliseconds, a UUID 32 hexadecimal digits. */
export type HeaderValue = string | number | boolean | Uint8Array

const decoder = new TextDecoder()

/** Headers of one event-stream message; null when they don't end where they should, or have a type that nobody knows. */
export function eventStreamHeaders(bytes: Uint8Array): Record<string, HeaderValue> | null {
  const headers: Record<string, HeaderValue> = {}
  try {
    let at = 0
    while (at < bytes.length) {
      const nameEnd = at + 1 + bytes[at]!
      const name = decoder.decode(slice(bytes, at + 1, nameEnd))
      const read = value(bytes, nameEnd)
      headers[name] = read.value
      at = read.end
    }
    return headers
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** Throws RangeError where bytes are missing. */
function value(bytes: Uint8Array, at: number): { value: HeaderValue; end: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const from = at + 1
  switch (view.getUint8(at)) {
    case 0:
      return { value: true, end: from }
    case 1:
      return { value: false, end: from }
    case 2:
      return { value: view.getInt8(from), end: from + 1 }
    case 3:
      return { value: view.getInt16(from), end: from + 2 }
    case 4:
      return { value: view.getInt32(from), end: from + 4 }
    case 5:
    case 8:
      return { value: Number(view.getBigInt64(from)), end: from + 8 }
    case 6: {
      const end = from + 2 + view.getUint16(from)
      return { value: slice(bytes, from + 2, end).slice(), end }
    }
    case 7: {
      const end = from + 2 + view.getUint16(from)
      return { value: decoder.decode(slice(bytes, from + 2, end)), end }
    }
    case 9:
      return { value: hex(slice(bytes, from, from + 16)), end: from + 16 }
    default:
      throw new RangeError('a header of unknown type')
  }
}

function slice(bytes: Uint8Array, from: number, to: number): Uint8Array {
  if (to > bytes.length) throw new RangeError('a header that is cut')
  return bytes.subarray(from, to)
}

function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
