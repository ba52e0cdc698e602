import type { ErrorCode } from '#protocol/error.ts'
import type { AppError } from './error.ts'

const statuses = {
  invalid_request: 400,
  invalid_message: 400,
  message_too_long: 400,
  insufficient_tokens: 400,
  unauthorized: 401,
  invalid_credentials: 401,
  refresh_reused: 401,
  forbidden: 403,
  registration_closed: 403,
  csrf_refused: 403,
  not_found: 404,
  thread_not_found: 404,
  message_not_found: 404,
  conflict: 409,
  message_not_editable: 409,
  message_not_queued: 409,
  nothing_to_stop: 409,
  payload_too_large: 413,
  unsupported_media_type: 415,
  upgrade_required: 426,
  unprocessable: 422,
  idempotency_conflict: 422,
  unknown_provider: 422,
  unknown_model: 422,
  no_key: 422,
  base_url_refused: 422,
  budget_exceeded: 402,
  queue_full: 429,
  rate_limit_exceeded: 429,
  ai_provider_error: 502,
  unavailable: 503,
  internal_error: 500,
} as const satisfies Record<ErrorCode, number>

export type ErrorStatus = (typeof statuses)[ErrorCode]

export function statusOf(error: AppError): ErrorStatus {
  return statuses[error.code]
}
