import type { ErrorCode } from '#protocol/error.ts'
import type { ErrorFrame } from '#protocol/thread-down.ts'
import type { AppError } from '../../src/lib/error.ts'

const RETRYABLE = new Set<ErrorCode>(['rate_limit_exceeded', 'queue_full', 'unavailable', 'internal_error'])

/** The frame that answers a sender's own frame with an error. */
export function errorFrame({ code, message, extras }: AppError, messageId?: string): ErrorFrame {
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
