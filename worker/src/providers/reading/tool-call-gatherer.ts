import { parseJson } from '#protocol/codec.ts'
import { newId } from '#protocol/ids.ts'
import { isObject, object, text } from '../json.ts'
import type { ChatCallPiece, ChatCustomCall, ChatFunctionCall } from '../chat-completions/sdk-types.ts'
import type { ProviderEvent } from '../wire.ts'

interface Gathered {
  id: string
  name: string
  arguments: string
  /** Google's, which its own endpoint of this format wants back. */
  signature: string
  /** Characters of the answer's text before it. */
  at: number
}

export const SIGNED_CALL = 'edgewise.signed_call'

export interface Signed {
  type: typeof SIGNED_CALL
  id: string
  signature: string
}

interface Delta extends Omit<Gathered, 'at'> {
  index: unknown
}

/** Puts tool calls together from their deltas. They are told apart by `index`, and where that is missing by `id`. */
export class ToolCallGatherer {
  #calls: Gathered[] = []
  #byIndex = new Map<number, Gathered>()

  get any(): boolean {
    return this.#calls.some(isCall)
  }

  /** Characters held, so that a reader can refuse to hold without end. */
  size = 0

  /** `at`: characters of the answer's text so far. Answers what the piece adds to what the model has written. */
  add(delta: unknown, at: number): string {
    if (!isObject<ChatCallPiece>(delta)) return ''
    const custom = object<ChatCustomCall>(delta.custom)
    const asked = object<ChatFunctionCall>(delta.function)
    const piece: Delta = {
      index: delta.index,
      id: text(delta.id),
      name: text(asked.name) || text(custom.name),
      arguments: argumentsOf(asked.arguments ?? custom.input),
      signature: text(object(object(delta.extra_content).google).thought_signature),
    }
    const call = this.#callOf(piece, at)
    const name = call.name ? '' : piece.name
    // GLM repeats `name: ""` in later deltas: only the first name counts.
    call.id ||= piece.id
    call.name ||= piece.name
    call.signature ||= piece.signature
    call.arguments += piece.arguments
    this.size += piece.arguments.length + piece.signature.length
    return name + piece.arguments
  }

  /** Of each call that was signed, for those who keep what a provider wants back apart from the call. */
  signatures(): Signed[] {
    return this.#calls.flatMap(({ id, signature }) => (signature && id ? [{ type: SIGNED_CALL, id, signature }] : []))
  }

  emit(emit: (event: Extract<ProviderEvent, { type: 'tool_call' }>) => void): void {
    for (const { id, signature, ...call } of this.#calls.filter(isCall)) {
      emit({ type: 'tool_call', id: id || `call_${newId()}`, ...call, ...(signature && { signature }) })
    }
  }

  #callOf(piece: Delta, at: number): Gathered {
    const { index, id } = piece
    const known = typeof index === 'number' ? this.#byIndex.get(index) : this.#withoutIndex(id)
    if (known && !isAnother(known, piece)) return known
    const call: Gathered = { id: '', name: '', arguments: '', signature: '', at }
    this.#calls.push(call)
    if (typeof index === 'number') this.#byIndex.set(index, call)
    return call
  }

  #withoutIndex(id: string): Gathered | undefined {
    return id ? this.#calls.find((call) => call.id === id) : this.#calls.at(-1)
  }
}

/** Some servers announce a call that never comes. */
function isCall({ name, arguments: args }: Gathered): boolean {
  return name !== '' || args !== ''
}

/** Some servers number every whole call 0, or not at all. Another call has a name, and another id or a whole call before it. */
function isAnother(known: Gathered, { id, name, arguments: args }: Delta): boolean {
  if (!name) return false
  if (id && known.id) return id !== known.id
  return args !== '' && isObject(parseJson(known.arguments))
}

/** Text as it came, or where a server sends an object instead, that as JSON. */
function argumentsOf(value: unknown): string {
  if (typeof value === 'string') return value
  return isObject(value) ? JSON.stringify(value) : ''
}
