import type { ToolCall } from '#protocol/message.ts'
import { parseJson } from '#protocol/codec.ts'
import { newId } from '#protocol/ids.ts'
import { wholeChars } from '../../../src/agent/prompt/trimmed.ts'
import { DEPTH_MAX, jsonShape } from '../../../src/agent/json-shape.ts'
import type { ToolCallEvent } from '../../../src/agent/step-end.ts'

/** Why a call was not run: told to the person, and to the model, since providers refuse a call that has no result. */
export const NOT_RUN = {
  noTools: 'This call was not run: there are no tools in this conversation.',
  tooMany: 'This call was not run: a hundred calls at once are the most. Call it again with fewer beside it.',
  cut: 'This call was not run: the answer ended before it was whole.',
  lastStep: 'This call was not run: this turn has no more steps left.',
  stopped: 'This call was stopped.',
  unknown: 'This call was begun, and a crash came before it had ended: nobody knows whether it did its work.',
}

/** Every provider's own limit is far below. */
const NAME_MAX = 1_000

type Place = Pick<ToolCall, 'step' | 'at'>

/** A call as a model made it. `taken`: whether its message has a call of an id; then this one gets another. `most`: characters. */
export function madeCall(event: ToolCallEvent, place: Place, most: number, taken: (id: string) => boolean): ToolCall {
  const { id, name, arguments: written } = event
  return {
    tool_call_id: freeId(idOf(shortened(id)), taken),
    ...place,
    name: shortened(name),
    input: written.length > most ? written.slice(0, most) : inputOf(written),
    state: 'pending',
  }
}

/** Half a character can be part of no address, and an id is part of one. */
function shortened(text: string): string {
  return wholeChars(text.slice(0, NAME_MAX)).toWellFormed()
}

/** Dots alone are a way up in an address. */
function idOf(id: string): string {
  return /^\.{0,2}$/.test(id) ? newId() : id
}

/** Some servers count their calls from 0 in each step, and some call twice by one id. */
function freeId(id: string, taken: (id: string) => boolean): string {
  if (!taken(id)) return id
  for (let number = 2; ; number++) if (!taken(`${id}-${number}`)) return `${id}-${number}`
}

/** What the model wrote, parsed; the text as it came where it is no JSON, as after a cut. */
function inputOf(written: string): unknown {
  if (written.trim() === '') return {}
  if (jsonShape(written).depth > DEPTH_MAX) return written
  const parsed = parseJson(written)
  return parsed === undefined ? written : (parsed ?? {})
}
