import type { z } from 'zod'
import { fieldErrors, parseJson } from '#protocol/codec.ts'
import type { ErrorCode, FieldError } from '#protocol/error.ts'
import { FRAME_MAX_CHARS, MESSAGE_MAX_CHARS } from '#protocol/limits.ts'
import type { ErrorFrame } from '#protocol/thread-down.ts'
import { AppError } from '../../src/lib/error.ts'
import { errorFrame } from './error-frame.ts'

/** A frame as a value: parsed once, here, and trusted from then on; or the error frame to answer. */
export function readFrame<Up>(
  schema: z.ZodType<Up>,
  data: string | ArrayBuffer,
): { frame: Up } | { error: ErrorFrame } {
  if (typeof data !== 'string') return refused('invalid_message', 'Frames are JSON text, not bytes.')
  if (data.length > FRAME_MAX_CHARS) {
    return refused('message_too_long', `A frame is at most ${FRAME_MAX_CHARS} characters, this one has ${data.length}.`)
  }
  const json = parseJson(data)
  if (json === undefined) return refused('invalid_message', 'This frame is not JSON.')
  const parsed = schema.safeParse(json)
  if (parsed.success) return { frame: parsed.data }
  const fields = fieldErrors(parsed.error)
  const tooLong = parsed.error.issues.some((issue) => issue.code === 'too_big' && issue.path[0] === 'content')
  const words = fields.map(({ field, message }) => `${field}: ${message}`).join('; ')
  if (tooLong) return refused('message_too_long', `A message is at most ${MESSAGE_MAX_CHARS} characters.`, json, fields)
  return refused('invalid_message', words, json, fields)
}

function refused(code: ErrorCode, message: string, json?: unknown, fields?: FieldError[]): { error: ErrorFrame } {
  return { error: { ...errorFrame(new AppError(code, message), messageIdOf(json)), fields } }
}

function messageIdOf(json: unknown): string | undefined {
  if (typeof json !== 'object' || json === null) return undefined
  const id = (json as Record<string, unknown>).message_id
  return typeof id === 'string' && id.length <= 100 ? id : undefined
}
