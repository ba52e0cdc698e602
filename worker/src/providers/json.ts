/** Looking into JSON of strangers, where anything may be missing or of another type, without a schema on the hot path. */
export type Json = Record<string, unknown>

/**
 * A `T`, or one of a union, as a stranger sent it: its fields are known by name, so that one which a provider renames is an error
 * of types, and what stands in them isn't. `type` has its words, since it is only ever compared.
 */
export type Sent<T> = string extends keyof T
  ? Json
  : { [Name in NameIn<T>]?: Name extends 'type' ? TypeIn<T> : unknown }
/** The names of all fields of all in a union. */
export type NameIn<T> = T extends unknown ? keyof T : never
type TypeIn<T> = T extends { type?: infer Type } ? Type : never

/**
 * What a provider’s own client knows as a `T`, as it stands in JSON: bytes are base64, members of an enum words, and what may be
 * any JSON is `unknown`.
 */
export type InJson<T> = [Plain] extends [T]
  ? unknown
  : T extends string
    ? `${T}`
    : T extends Uint8Array
      ? string
      : T extends (infer Item)[]
        ? InJson<Item>[]
        : T extends object
          ? { [Name in keyof T]: InJson<T[Name]> }
          : T
type Plain = string | number | boolean | null

/** `Omit`, but of names that the type has. */
export type Without<T, Name extends keyof T> = Omit<T, Name>

const empty: Json = Object.freeze({})

export function isObject<T = Json>(value: unknown): value is Sent<T> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function object<T = Json>(value: unknown): Sent<T> {
  return isObject<T>(value) ? value : (empty as Sent<T>)
}

export function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** No request takes so many: ten times the largest window. */
const TOKENS_MAX = 20_000_000

/** A number of tokens: whole, not negative and believable; 0, which is nothing counted, where it isn't. */
export function count(value: unknown): number {
  return typeof value === 'number' && value > 0 && value <= TOKENS_MAX ? Math.round(value) : 0
}

/** The first that is a positive whole number. */
export function positive(...values: unknown[]): number | null {
  return values.map(count).find((value) => value > 0) ?? null
}
