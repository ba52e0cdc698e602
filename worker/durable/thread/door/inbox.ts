import { fieldErrors, parseJson } from '#protocol/codec.ts'
import { FRAME_MAX_CHARS, MESSAGE_MAX_CHARS } from '#protocol/limits.ts'
import { roleAtLeast, type Role } from '#protocol/person.ts'
import type { ErrorFrame } from '#protocol/thread-down.ts'
import { threadUp, type ThreadUp } from '#protocol/thread-up.ts'
import { AppError, type ErrorExtras } from '../../../src/lib/error.ts'
import type { ErrorCode, FieldError } from '#protocol/error.ts'

const RETRYABLE = new Set<ErrorCode>(['rate_limit_exceeded', 'queue_full', 'unavailable', 'internal_error'])

/** A frame as a value: parsed once, here, and trusted from then on; or the error frame to answer. */
export function parseFrame(data: string | ArrayBuffer): { frame: ThreadUp } | { error: ErrorFrame } {
  if (typeof data !== 'string') return refused('invalid_message', 'Frames are JSON text, not bytes.')
  if (data.length > FRAME_MAX_CHARS) {
    return refused('message_too_long', `A frame is at most ${FRAME_MAX_CHARS} characters, this one has ${data.length}.`)
  }
  const json = parseJson(data)
  if (json === undefined) return refused('invalid_message', 'This frame is not JSON.')
  const parsed = threadUp.safeParse(json)
  if (parsed.success) return { frame: parsed.data }
  const fields = fieldErrors(parsed.error)
  const tooLong = parsed.error.issues.some((issue) => issue.code === 'too_big' && issue.path[0] === 'content')
  const words = fields.map(({ field, message }) => `${field}: ${message}`).join('; ')
  if (tooLong) return refused('message_too_long', `A message is at most ${MESSAGE_MAX_CHARS} characters.`, json, fields)
  return refused('invalid_message', words, json, fields)
}

/** The error frame that answers a sender's own frame. */
export function errorFrame(error: AppError, messageId?: string): ErrorFrame {
  return frameOf(error.code, error.message, error.extras, messageId)
}

/** Throws `forbidden` when a role may not send this frame. Everyone may read, type nothing, and say how far they have read. */
export function checkRole(role: Role, frame: ThreadUp): void {
  if (frame.type === 'heartbeat' || frame.type === 'read') return
  if (!roleAtLeast(role, 'editor'))
    throw new AppError('forbidden', 'You can read here, not write: your role is viewer.')
}

function refused(code: ErrorCode, message: string, json?: unknown, fields?: FieldError[]): { error: ErrorFrame } {
  return { error: { ...frameOf(code, message, {}, messageIdOf(json)), fields } }
}

function frameOf(code: ErrorCode, message: string, extras: ErrorExtras, messageId?: string): ErrorFrame {
  return {
    type: 'error',
    error_code: code,
    error: message,
    retry_after: extras.retry_after,
    message_id: messageId,
    retryable: RETRYABLE.has(code),
    provider: extras.provider,
  }
}

function messageIdOf(json: unknown): string | undefined {
  if (typeof json !== 'object' || json === null) return undefined
  const id = (json as Record<string, unknown>).message_id
  return typeof id === 'string' && id.length <= 100 ? id : undefined
}
