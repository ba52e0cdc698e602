import type { ErrorBody, ErrorCode, FieldError } from '#protocol/error.ts'

/** `offline`: no answer came at all. */
export type ApiErrorCode = ErrorCode | 'offline'

/** What went wrong, in words for a person; `fields` has the words for each field. */
export class ApiError extends Error {
  readonly code: ApiErrorCode
  readonly status: number
  readonly fields: Record<string, string>
  readonly retry_after: number | undefined
  readonly details: Record<string, unknown>
  readonly request_id: string | undefined

  constructor(from: {
    code: ApiErrorCode
    message: string
    status: number
    details?: Record<string, unknown>
    retry_after?: number
    request_id?: string
  }) {
    super(from.message)
    this.name = 'ApiError'
    this.code = from.code
    this.status = from.status
    this.details = from.details ?? {}
    this.fields = fieldsOf(this.details['fields'])
    this.retry_after = from.retry_after
    this.request_id = from.request_id
  }
}

function fieldsOf(value: unknown): Record<string, string> {
  if (!Array.isArray(value)) return {}
  return Object.fromEntries((value as FieldError[]).map((one) => [one.field, sentence(one.message)]))
}

/** The server words a rule so that it can follow the field's name; beside a field it stands alone. */
function sentence(text: string): string {
  const whole = /^(is|must|has) /.test(text) ? `It ${text}` : text
  const first = whole.charAt(0).toUpperCase() + whole.slice(1)
  return /[.?]$/.test(first) ? first : `${first}.`
}

/** No answer: the network or the server is away. */
export function noAnswer(): ApiError {
  const message =
    typeof navigator !== 'undefined' && navigator.onLine === false
      ? 'You are offline. Nothing was changed.'
      : 'Edgewise did not answer. Check the connection and try again.'
  return new ApiError({ code: 'offline', message, status: 0 })
}

export async function errorOf(response: Response): Promise<ApiError> {
  const body = (await response.json().catch(() => undefined)) as Partial<ErrorBody> | undefined
  const header = Number(response.headers.get('retry-after'))
  const retry_after = body?.error?.retry_after ?? (header > 0 ? header : undefined)
  if (body?.error?.code) return new ApiError({ ...body.error, retry_after, status: response.status })
  const code = response.status === 429 ? 'rate_limit_exceeded' : 'internal_error'
  const message = `The server answered ${response.status} without saying why. Try again.`
  return new ApiError({ code, message, status: response.status, retry_after })
}

/** For what is caught: always words that can be shown. */
export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
