import { newId } from '#protocol/ids.ts'
import { GeminiPartialArgs } from './partial-args.ts'
import { isObject, text, type Json, type Sent } from '../json.ts'
import type { GeminiCall } from './sdk-types.ts'
import type { ProviderEvent } from '../wire.ts'

interface Call {
  id: string
  name: string
  args: Json | null
  partial: GeminiPartialArgs | null
  signature: string
  /** Characters of the answer's text before it. */
  at: number
}

/** The function calls of one answer. Most come whole; Vertex may send the arguments of one piece by piece. */
export class GeminiCalls {
  #calls: Call[] = []
  /** The call whose arguments go on. Its last part may never come. */
  #open: Call | null = null
  #size = 0

  get count(): number {
    return this.#calls.length
  }

  get size(): number {
    return this.#size + (this.#open?.partial?.size ?? 0)
  }

  add(said: Sent<GeminiCall>, signature: string, at: number): void {
    const call = this.#continued(said) ?? this.#begin(said, at)
    call.signature ||= signature
    if (isObject(said.args)) {
      call.args = said.args
      this.#size += JSON.stringify(said.args).length
    }
    if (said.partialArgs !== undefined) (call.partial ??= new GeminiPartialArgs()).add(said.partialArgs)
    this.#open = said.willContinue === true ? call : null
  }

  events(): Extract<ProviderEvent, { type: 'tool_call' }>[] {
    return this.#calls.map((call) => ({
      type: 'tool_call',
      id: call.id || `call_${newId()}`,
      name: call.name,
      arguments: call.partial && !call.args ? call.partial.json() : JSON.stringify(call.args ?? {}),
      at: call.at,
      ...(call.signature ? { signature: call.signature } : {}),
    }))
  }

  /** A part without a name of its own belongs to the call that goes on. */
  #continued(said: Sent<GeminiCall>): Call | null {
    const open = this.#open
    if (!open || (text(said.name) && text(said.name) !== open.name)) return null
    return said.id && said.id !== open.id ? null : open
  }

  #begin(said: Sent<GeminiCall>, at: number): Call {
    const call: Call = { id: text(said.id), name: text(said.name), args: null, partial: null, signature: '', at }
    this.#calls.push(call)
    return call
  }
}
