import type { ToolCall } from '#protocol/message.ts'
import { trimmed, OUTPUT_MAX_CHARS } from '../../../src/agent/prompt/trimmed.ts'
import type { ToolCallEvent } from '../../../src/agent/step-end.ts'
import type { RoomCore } from '../desk/core.ts'
import { outputRef } from '../store/outputs.ts'
import type { StoredMessage } from '../store/rows.ts'
import { madeCall, NOT_RUN } from './made-call.ts'

/** Calls of one step that are run: more at once is a model that repeats itself. */
const STEP_CALLS_MAX = 100
/** Outputs that one message carries in all, in characters; what is beyond is short in it, and whole in rows of its own. */
const OUTPUTS_MAX_CHARS = 1_000_000
const SHORT_CHARS = 1_000

/** The tool calls of an answer: added as the model makes them, changed as they are run, told to everyone each time. */
export class Calls {
  readonly #core: RoomCore
  readonly #message: StoredMessage
  /** How many tools the model was offered. */
  readonly #tools: number
  readonly #ids = new Set<string>()
  #outputChars = 0
  /** Characters of the calls as their message's row holds them. */
  chars = 0

  constructor(core: RoomCore, message: StoredMessage, tools: number) {
    this.#core = core
    this.#message = message
    this.#tools = tools
    for (const call of message.tool_calls ?? []) this.#count(call)
  }

  get count(): number {
    return this.#message.tool_calls?.length ?? 0
  }

  /** Those that have not ended, oldest first. */
  open(): ToolCall[] {
    return (this.#message.tool_calls ?? []).filter(({ state }) => state === 'pending' || state === 'running')
  }

  /**
   * A call that the model made. `at`: where in the answer's text; `most`: characters that its input may have; `before`: calls of
   * its step so far.
   */
  add(event: ToolCallEvent, at: number, most: number, before: number): void {
    const place = { step: this.#message.steps?.length ?? 0, at }
    const call = madeCall(event, place, most, (id) => this.#ids.has(id))
    const refused = this.#tools === 0 ? NOT_RUN.noTools : before >= STEP_CALLS_MAX ? NOT_RUN.tooMany : null
    const made: ToolCall = refused === null ? call : { ...call, state: 'failed', output: refused }
    this.#count(made)
    this.#message.tool_calls = [...(this.#message.tool_calls ?? []), made]
    this.#tell(made)
  }

  /** Changes a call and tells everyone; answers it as it is now. */
  change(call: ToolCall, patch: Partial<ToolCall>): ToolCall {
    const changed = { ...call, ...patch }
    this.#message.tool_calls = (this.#message.tool_calls ?? []).map((one) => (one === call ? changed : one))
    this.#tell(changed)
    return changed
  }

  /** A call has ended, with this output: what of it is too long for the model stays whole under `output_ref`. */
  end(call: ToolCall, state: ToolCall['state'], output: string): void {
    const most = this.#outputChars > OUTPUTS_MAX_CHARS ? SHORT_CHARS : OUTPUT_MAX_CHARS
    const told = trimmed(output, most)
    this.#outputChars += told.length
    const patch: Partial<ToolCall> = { state, output: told, ended_at: new Date().toISOString() }
    if (told !== output) {
      const { id, tool_calls = [] } = this.#message
      this.#core.store.outputs.keepWhole(id, tool_calls.indexOf(call), output)
      patch.output_ref = outputRef(id, call)
      // whoever asks for it finds its room by D1
      this.#core.mark(id)
      this.#core.onUnsent()
    }
    this.change(call, patch)
  }

  #count(call: ToolCall): void {
    this.#ids.add(call.tool_call_id)
    this.#outputChars += call.output?.length ?? 0
    this.chars += JSON.stringify({ ...call, output: undefined }).length
  }

  #tell(call: ToolCall): void {
    this.#core.emit({ type: 'tool_call', message_id: this.#message.id, ...call })
  }
}
