import type { StoredMessage } from './rows.ts'

/** SQLite's limit for a row here is 2 MB; a row that it refused would be refused with every later write. */
const ROW_MAX_BYTES = 1_900_000
/** A text this long is within it whatever its characters are: three bytes at most for each. */
const SURELY_FITS_CHARS = 600_000
/** Of text that doesn't fit so much stays: escaped as `\u0001` a character takes six bytes. */
const KEPT_CHARS = 140_000

/**
 * A message as it is written. Answers are cut long before they are too long; what still doesn't fit (half a million control
 * characters) loses what nobody reads, and the rest of its text.
 */
export function rowBody(message: StoredMessage): string {
  const body = JSON.stringify(message)
  if (body.length <= SURELY_FITS_CHARS || new Blob([body]).size <= ROW_MAX_BYTES) return body
  const { echo: _, tool_calls: __, ...rest } = message
  const reasoning = rest.reasoning?.slice(0, KEPT_CHARS)
  return JSON.stringify({ ...rest, content: rest.content.slice(0, KEPT_CHARS), reasoning })
}
