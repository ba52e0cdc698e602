import { z } from 'zod'

/** One route as the OpenAPI document, its page and the routes' tests see it. `path` is as Hono writes it, under `/api/v1`. */
export interface Operation {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  path: string
  summary: string
  /** `none`: no account needed; `person`: a session; `admin`: an admin's session. */
  access: 'none' | 'person' | 'admin'
  query?: z.ZodObject
  body?: z.ZodType
  /** Status and schema of each success; `null`: no body. */
  answers: Record<number, z.ZodType | null>
  /** `sse` answers a stream of server-sent events, `text` plain text. */
  format?: 'json' | 'sse' | 'text'
}

/** Booleans in a query: `true`, `1`, `false`, `0`. */
export const queryFlag = z.enum(['true', 'false', '1', '0']).transform((text) => text === 'true' || text === '1')

/** A whole number in a query, within limits. */
export const queryInt = (min: number, max: number) =>
  z.string().regex(/^\d+$/, 'must be a whole number').transform(Number).pipe(z.int().min(min).max(max))

/** `?limit&cursor` of every list; the cursor is opaque. */
export const pageQuery = z.object({
  limit: queryInt(1, 200).default(50),
  cursor: z.string().max(500).optional(),
})

/** `{ items, next_cursor, total? }` of every list. */
export const page = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next_cursor: z.string().nullable(), total: z.int().nonnegative().optional() })

export interface Page<Item> {
  items: Item[]
  next_cursor: string | null
  total?: number
}
