import type { ErrorCode, ProviderFailure } from '#protocol/error.ts'

/** What an expected failure tells its reader beyond code and words. */
export interface ErrorExtras {
  details?: Record<string, unknown>
  /** Seconds after which trying again makes sense. */
  retry_after?: number
  provider?: ProviderFailure
}

/** An expected failure of the closed list. One handler of the app turns it into an answer; rooms turn it into an error frame. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly extras: ErrorExtras

  constructor(code: ErrorCode, message: string, extras: ErrorExtras = {}) {
    super(message)
    this.name = 'AppError'
    this.code = code
    this.extras = extras
  }
}

/** An AppError as a value that survives a call to another object. */
export interface Failure {
  code: ErrorCode
  message: string
  extras: ErrorExtras
}

/** What a room answers over RPC: errors lose their class on the way, so they travel as values. */
export type Result<Value> = { ok: true; value: Value } | { ok: false; failure: Failure }

export function failure(error: AppError): { ok: false; failure: Failure } {
  return { ok: false, failure: { code: error.code, message: error.message, extras: error.extras } }
}

/** The value of a result, or its failure thrown again as an AppError. */
export function unwrap<Value>(result: Result<Value>): Value {
  if (result.ok) return result.value
  throw new AppError(result.failure.code, result.failure.message, result.failure.extras)
}
