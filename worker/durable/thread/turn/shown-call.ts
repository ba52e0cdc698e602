import type { ToolCall } from '#protocol/message.ts'
import { DEPTH_MAX, jsonShape } from '../../../src/agent/json-shape.ts'
import type { ToolCallEvent } from '../../../src/agent/step-end.ts'

/** Told to the person, and with the next turn to the model: providers refuse a call that has no result. */
const NOT_RUN = 'This call was not run: there are no tools in this conversation.'

/** Every provider's own limit is far below. */
const NAME_MAX = 1_000

/** A call that a model made although it was offered no tools: it is kept and shown, and nothing runs. */
export function shownCall(
  { id, name, arguments: written }: ToolCallEvent,
  most: number,
  place: Pick<ToolCall, 'step' | 'at'>,
): ToolCall {
  const input = written.length > most ? written.slice(0, most) : inputOf(written)
  return {
    tool_call_id: id.slice(0, NAME_MAX),
    ...place,
    name: name.slice(0, NAME_MAX),
    input,
    state: 'failed',
    output: NOT_RUN,
  }
}

/** What the model wrote, parsed; the text as it came where it is no JSON, as after a cut. */
function inputOf(written: string): unknown {
  if (written.trim() === '') return {}
  if (jsonShape(written).depth > DEPTH_MAX) return written
  try {
    return JSON.parse(written) ?? {}
  } catch {
    return written
  }
}
