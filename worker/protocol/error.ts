import { z } from 'zod'

/** Every error code, REST and socket. The list is closed: a new code is a change of the wire. */
export const errorCodes = [
  'invalid_request', // 400, `details.fields` names each field
  'invalid_message', // a frame that doesn't parse
  'message_too_long',
  'unauthorized', // 401
  'invalid_credentials', // 401
  'refresh_reused', // 401: the whole session family has ended
  'forbidden', // 403: an admin's route or a role that is too low
  'registration_closed', // 403
  'csrf_refused', // 403: a cookie request from another origin
  'not_found', // 404
  'thread_not_found', // 404
  'message_not_found', // 404
  'conflict', // 409: such a name, email or id is taken
  'message_not_editable', // 409: someone else's, an answer, or deleted
  'message_not_queued', // 409: withdraw of a message that runs already
  'nothing_to_stop', // 409
  'payload_too_large', // 413
  'unsupported_media_type', // 415
  'upgrade_required', // 426: an address of sockets
  'unprocessable', // 422
  'idempotency_conflict', // 422: the same key with another body
  'unknown_provider', // 422
  'unknown_model', // 422
  'no_key', // 422: no active key for this provider
  'base_url_refused', // 422: a private address in production, or not http(s)
  'budget_exceeded', // 402: what it would take passes a budget
  'queue_full', // 429
  'rate_limit_exceeded', // 429
  'insufficient_tokens', // the prompt can't fit the model
  'ai_provider_error', // 502, `details.provider` has the kind
  'unavailable', // 503
  'internal_error', // 500
] as const
export const errorCode = z.enum(errorCodes)
export type ErrorCode = z.infer<typeof errorCode>

/** What a provider's failure is, the same on the socket, over REST and under /v1. */
export const providerFailureKinds = [
  'provider_auth',
  'provider_quota',
  'provider_rate_limit',
  'provider_overloaded',
  'provider_model_not_found',
  'provider_context_length',
  'provider_bad_request',
  'provider_refused',
  'provider_unreachable',
  'provider_stream_broken',
  'provider_error',
] as const
export const providerFailure = z.object({
  kind: z.enum(providerFailureKinds),
  status: z.int().nullable().describe("the provider's HTTP status; null when it never answered"),
  message: z.string(),
  retry_after: z.number().nullable().describe('seconds'),
  retryable: z.boolean().optional().describe('false: the provider says that trying again does not help'),
})
export type ProviderFailureKind = (typeof providerFailureKinds)[number]
export type ProviderFailure = z.infer<typeof providerFailure>

/** An error as a message, a turn or a final chunk carries it. */
export const turnError = z.object({
  code: errorCode,
  message: z.string(),
  provider: providerFailure.optional(),
})
export type TurnError = z.infer<typeof turnError>

/** The body of every REST error. */
export const errorBody = z.object({
  error: z.object({
    code: errorCode,
    message: z.string(),
    details: z.record(z.string(), z.unknown()).optional(),
    retry_after: z.number().optional().describe('seconds'),
    request_id: z.string(),
  }),
})
export type ErrorBody = z.infer<typeof errorBody>

/** One field that didn't parse, in `details.fields`. */
export interface FieldError {
  field: string
  message: string
}
