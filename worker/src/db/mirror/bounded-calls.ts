import type { ToolCall } from '#protocol/message.ts'

/** Most characters of a message's calls as JSON, beside its text and reasoning in one row of 2 MB. */
const CALLS_MAX = 100_000
/** What of each input and output is tried to be kept, most first; the room has them whole. */
const KEPT = [4_000, 400, 40]

/** A message's tool calls as D1 has them: with as much of their inputs and outputs as there is room for. */
export function boundedCalls(calls: ToolCall[]): string {
  for (const most of KEPT) {
    const json = JSON.stringify(calls.map((call) => shortened(call, most)))
    if (json.length <= CALLS_MAX) return json
  }
  const room = Math.floor((CALLS_MAX / JSON.stringify(calls.map((call) => shortened(call, 0))).length) * calls.length)
  return JSON.stringify(calls.slice(0, room).map((call) => shortened(call, 0)))
}

function shortened(call: ToolCall, most: number): ToolCall {
  const input = JSON.stringify(call.input ?? null)
  return {
    ...call,
    tool_call_id: call.tool_call_id.slice(0, 200),
    name: call.name.slice(0, 200),
    input: input.length <= most ? call.input : `${input.slice(0, most)}…`,
    output: call.output?.slice(0, most),
  }
}
