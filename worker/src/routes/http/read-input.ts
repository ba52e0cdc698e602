import type { z } from 'zod'
import { parseJson } from '#protocol/codec.ts'
import { AppError } from '../../lib/error.ts'
import { readLimited } from '../../lib/read-limited.ts'
import { invalidRequest } from './answer-error.ts'
import type { AppContext } from './app-env.ts'

const BODY_MAX_BYTES = 1_000_000

/** The body as its schema says, or invalid_request naming each field. */
export async function readBody<Schema extends z.ZodType>(c: AppContext, schema: Schema): Promise<z.output<Schema>> {
  const text = await bodyText(c)
  if (!isJson(c.req.header('content-type'))) {
    throw new AppError('unsupported_media_type', 'Send the body as application/json.')
  }
  const value = parseJson(text)
  if (value === undefined) {
    const fields = [{ field: 'body', message: 'is not JSON' }]
    throw new AppError('invalid_request', 'body: is not JSON', { details: { fields } })
  }
  return parsed(schema, value)
}

/** As readBody, for routes where nothing has to be said: no body is `{}`. */
export async function readOptionalBody<Schema extends z.ZodType>(
  c: AppContext,
  schema: Schema,
): Promise<z.output<Schema>> {
  const text = await bodyText(c)
  return text === '' ? parsed(schema, {}) : readBody(c, schema)
}

export function readQuery<Schema extends z.ZodType>(c: AppContext, schema: Schema): z.output<Schema> {
  return parsed(schema, c.req.query())
}

/** The text of the body, read once, up to its limit. */
export async function bodyText(c: AppContext): Promise<string> {
  const known = c.get('body_text')
  if (known !== undefined) return known
  const bytes = await readLimited(c.req.raw, BODY_MAX_BYTES)
  if (!bytes) throw new AppError('payload_too_large', `A body is at most ${BODY_MAX_BYTES / 1_000_000} MB.`)
  const text = new TextDecoder().decode(bytes)
  c.set('body_text', text)
  return text
}

function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value)
  if (!result.success) throw invalidRequest(result.error)
  return result.data
}

function isJson(type: string | undefined): boolean {
  return /^application\/json\s*(;|$)/i.test(type ?? '')
}
