import { isObject, list, text, type Json, type Sent } from '../json.ts'
import type { GeminiPartialArg } from './sdk-types.ts'

type Key = string | number
/** Places in an array that a stranger's path may name: beyond it nothing is meant but memory. */
const INDEX_MAX = 100_000

/** Arguments that arrive piece by piece, each with the place where it belongs (`$.recipe.steps[2]`). */
export class GeminiPartialArgs {
  #root: Json = {}
  /** The place whose text goes on with the next piece. */
  #open: string | null = null
  size = 0

  add(pieces: unknown): void {
    for (const piece of list(pieces)) if (isObject<GeminiPartialArg>(piece)) this.#addPiece(piece)
  }

  json(): string {
    return JSON.stringify(this.#root)
  }

  #addPiece(piece: Sent<GeminiPartialArg>): void {
    const path = text(piece.jsonPath)
    const keys = keysOf(path)
    if (!keys.length) return
    const value = valueOf(piece)
    this.size += typeof value === 'string' ? value.length : 8
    place(this.#root, keys, (before) =>
      typeof value === 'string' && typeof before === 'string' && this.#open === path ? before + value : value,
    )
    this.#open = piece.willContinue === true ? path : null
  }
}

function valueOf(piece: Sent<GeminiPartialArg>): unknown {
  return piece.stringValue ?? piece.numberValue ?? piece.boolValue ?? null
}

/** `$.a[0]['b c']` as its keys; empty where it isn't such a path. */
function keysOf(path: string): Key[] {
  if (!path.startsWith('$')) return []
  const keys: Key[] = []
  for (const [, name, index, quoted] of path
    .slice(1)
    .matchAll(/\.([^.[\]]+)|\[(\d+)\]|\[['"]((?:[^'"\\]|\\.)*)['"]\]/g)) {
    keys.push(index === undefined ? (name ?? quoted ?? '').replace(/\\(.)/g, '$1') : Number(index))
  }
  const allowed = (key: Key) => key !== '__proto__' && !(typeof key === 'number' && key > INDEX_MAX)
  return keys.every(allowed) ? keys : []
}

function place(root: Json, keys: Key[], change: (before: unknown) => unknown): void {
  let at = root as Record<Key, unknown>
  for (const [index, key] of keys.entries()) {
    if (index === keys.length - 1) {
      at[key] = change(at[key])
      return
    }
    const next = at[key]
    if (typeof next !== 'object' || next === null) at[key] = typeof keys[index + 1] === 'number' ? [] : {}
    at = at[key] as Record<Key, unknown>
  }
}
