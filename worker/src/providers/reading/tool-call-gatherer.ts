import { newId } from '../../../protocol/ids.ts'
import { isObject, object, text } from './json.ts'
import type { ProviderEvent } from '../wire.ts'

interface Gathered {
  id: string
  name: string
  arguments: string
}

/** Puts tool calls together from their deltas. They are told apart by `index`, and where that is missing by `id`. */
export class ToolCallGatherer {
  #calls: Gathered[] = []
  #byKey = new Map<string, Gathered>()

  get any(): boolean {
    return this.#calls.length > 0
  }

  /** Characters held, so that a reader can refuse to hold without end. */
  size = 0

  add(delta: unknown): void {
    if (!isObject(delta)) return
    const call = this.#callOf(delta)
    const asked = object(delta.function)
    const args = argumentsOf(asked.arguments)
    // GLM repeats `name: ""` in later deltas: only the first name counts.
    call.id ||= text(delta.id)
    call.name ||= text(asked.name)
    call.arguments += args
    this.size += args.length
  }

  emit(emit: (event: Extract<ProviderEvent, { type: 'tool_call' }>) => void): void {
    for (const call of this.#calls) emit({ type: 'tool_call', ...call, id: call.id || `call_${newId()}` })
  }

  #callOf(delta: Record<string, unknown>): Gathered {
    const id = text(delta.id)
    const key = typeof delta.index === 'number' ? `index ${delta.index}` : id ? `id ${id}` : 'last'
    const known = key === 'last' ? this.#calls.at(-1) : this.#byKey.get(key)
    // Some servers number every whole call 0: another id with another name is another call.
    if (known && !(id && known.id && id !== known.id)) return known
    const call: Gathered = { id: '', name: '', arguments: '' }
    this.#calls.push(call)
    this.#byKey.set(key, call)
    return call
  }
}

/** Text as it came, or where a server sends an object instead, that as JSON. */
function argumentsOf(value: unknown): string {
  if (typeof value === 'string') return value
  return isObject(value) ? JSON.stringify(value) : ''
}
