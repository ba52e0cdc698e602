import type { z } from 'zod'
import { parseJson } from '#protocol/codec.ts'
import { AppError } from '../../lib/error.ts'
import { readLimited } from '../../lib/read-limited.ts'
import type { AppContext } from '../http/app-env.ts'
import { invalidBody, invalidField } from './openai-error.ts'

/** Prompts carry pictures. */
const BODY_MAX_BYTES = 20_000_000

/** The body as its schema says, or an error that names the first field that isn't. The content type is not looked at: OpenAI doesn't. */
export async function readV1Body<Schema extends z.ZodType>(c: AppContext, schema: Schema): Promise<z.output<Schema>> {
  const bytes = await readLimited(c.req.raw, BODY_MAX_BYTES)
  if (!bytes) throw new AppError('payload_too_large', `A body is at most ${BODY_MAX_BYTES / 1_000_000} MB.`)
  const value = parseJson(new TextDecoder().decode(bytes))
  if (value === undefined) throw invalidField('body', 'is not JSON')
  const result = schema.safeParse(value)
  if (!result.success) throw invalidBody(result.error)
  return result.data
}
