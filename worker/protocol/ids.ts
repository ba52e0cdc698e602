import { z } from 'zod'

/** Any UUID. Ours are version 7 (they sort by time); a client's own may be of any version. */
export const id = z.guid().describe('UUID')
export type Id = z.infer<typeof id>

let lastMs = 0
let counter = 0

/** A new UUID version 7 (RFC 9562 §5.7): 48 bits of milliseconds, then a 12-bit counter so that ids made here never sort backwards, then random bits. */
export function newId(): Id {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const ms = Math.max(Date.now(), lastMs)
  counter = ms === lastMs ? counter + 1 : 0
  lastMs = counter > 0xfff ? ms + 1 : ms
  counter &= 0xfff
  new DataView(bytes.buffer).setBigUint64(0, (BigInt(lastMs) << 16n) | 0x7000n | BigInt(counter))
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** A moment, ISO 8601 in UTC with milliseconds. */
export const time = z.iso.datetime().describe('ISO 8601, UTC')

/** US dollars as a decimal string with 9 places, or null when the price is unknown. */
export const dollars = z.string().regex(/^-?\d+\.\d{9}$/)
