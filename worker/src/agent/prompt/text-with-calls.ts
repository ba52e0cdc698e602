import type { ToolCall } from '#protocol/message.ts'

/** Most characters of an input and of an output, where a call is told within a text. */
const SHORT_CHARS = 500

/** What an answer said and did, as one text: each of its tool calls in its place, in square brackets. */
export function textWithCalls({ content, tool_calls = [] }: { content: string; tool_calls?: ToolCall[] }): string {
  let text = ''
  let from = 0
  for (const call of tool_calls.toSorted((one, other) => one.at - other.at)) {
    text += `${content.slice(from, call.at)}\n[${toldCall(call)}]\n`
    from = call.at
  }
  return (text + content.slice(from)).trim()
}

function toldCall({ name, input, state, output }: ToolCall): string {
  const asked = `${name} ${short(typeof input === 'string' ? input : JSON.stringify(input))}`
  return state === 'done' ? `${asked} → ${short(output ?? '')}` : `${asked}: ${state}`
}

function short(text: string): string {
  return text.length <= SHORT_CHARS ? text : `${text.slice(0, SHORT_CHARS)}…`
}
