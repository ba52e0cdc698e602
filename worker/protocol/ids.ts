import { z } from 'zod'

/** Any UUID. Ours are version 7 (they sort by time); a client's own may be of any version. */
export const id = z.guid().describe('UUID')
export type Id = z.infer<typeof id>

let lastMs = 0
let counter = 0

/** A new UUID version 7 (RFC 9562 §5.7): 48 bits of milliseconds, then a 12-bit counter so that ids made here never sort backwards, then random bits. */
export function newId(): Id {
  const ms = Math.max(Date.now(), lastMs)
  counter = ms === lastMs ? counter + 1 : 0
  lastMs = counter > 0xfff ? ms + 1 : ms
  counter &= 0xfff
  const time = lastMs.toString(16).padStart(12, '0')
  // from its 20th character on a version 4 has what a version 7 has there: the variant and 62 random bits
  const random = crypto.randomUUID().slice(19)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, '0')}-${random}`
}

/** A moment, ISO 8601 in UTC with milliseconds. */
export const time = z.iso.datetime().describe('ISO 8601, UTC')

/** US dollars as a decimal string with 9 places, or null when the price is unknown. */
export const dollars = z.string().regex(/^-?\d+\.\d{9}$/)
