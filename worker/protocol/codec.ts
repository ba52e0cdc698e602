import type { z } from 'zod'
import type { FieldError } from './error.ts'

/** Each issue of a failed parse with the path of its field (`options.temperature`); an empty path is `body`. */
export function fieldErrors(error: z.ZodError): FieldError[] {
  return error.issues.map((issue) => ({ field: issue.path.map(String).join('.') || 'body', message: issue.message }))
}

/** `JSON.parse` as a value: undefined when the text isn't JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
