import { z } from 'zod'
import { parseJson } from '#protocol/codec.ts'
import { fromBase64, toBase64Url } from './base64.ts'
import { AppError } from './error.ts'

const shape = z.tuple([z.string(), z.string(), z.string()])

/** Where a page ended: the sorted value and the id of its last row, and which order that was. */
export interface Cursor {
  order: string
  value: string
  id: string
}

export function writeCursor({ order, value, id }: Cursor): string {
  return toBase64Url(new TextEncoder().encode(JSON.stringify([order, value, id])))
}

/** A cursor of another order, or one we didn't write, is refused: it would skip rows silently. */
export function readCursor(text: string | undefined, order: string): Cursor | null {
  if (text === undefined) return null
  const read = shape.safeParse(parseJson(decoded(text)))
  if (read.success && read.data[0] === order) return { order, value: read.data[1], id: read.data[2] }
  const fields = [{ field: 'cursor', message: 'is not a cursor of this list in this order' }]
  throw new AppError('invalid_request', 'cursor: is not a cursor of this list in this order', { details: { fields } })
}

function decoded(text: string): string {
  try {
    return new TextDecoder().decode(fromBase64(text.replaceAll('-', '+').replaceAll('_', '/')))
  } catch {
    return ''
  }
}
