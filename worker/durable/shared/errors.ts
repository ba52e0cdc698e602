import { AppError } from '../../src/lib/error.ts'
import { log } from '../../src/lib/log.ts'

/** A failure of the closed list; what nobody expected is logged and becomes one. */
export function expected(error: unknown): AppError {
  if (error instanceof AppError) return error
  logged(error)
  return new AppError('internal_error', 'Something went wrong here.')
}

export function logged(error: unknown): void {
  log('error', 'room', { error: error instanceof Error ? error.stack : String(error) })
}
