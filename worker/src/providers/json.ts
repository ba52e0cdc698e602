/** Looking into JSON of strangers, where anything may be missing or of another type, without a schema on the hot path. */
export type Json = Record<string, unknown>

const empty: Json = Object.freeze({})

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function object(value: unknown): Json {
  return isObject(value) ? value : empty
}

export function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** A number of tokens: whole and not negative, 0 where it is neither. */
export function count(value: unknown): number {
  return typeof value === 'number' && value > 0 && Number.isFinite(value) ? Math.round(value) : 0
}

/** The first that is a positive whole number. */
export function positive(...values: unknown[]): number | null {
  return values.map(count).find((value) => value > 0) ?? null
}
