import { newId } from '../../protocol/ids.ts'
import type { AnswerEvents } from './answer-events.ts'
import type { BedrockCall } from './bedrock-blocks.ts'
import type { FinishReason } from './wire.ts'

/** `stopReason` of Converse in our words; what nobody knows is an end like any other. */
const reasons: ReadonlyMap<string, FinishReason> = new Map<string, FinishReason>([
  ['end_turn', 'stop'],
  ['stop_sequence', 'stop'],
  ['tool_use', 'tool_calls'],
  ['max_tokens', 'length'],
  ['model_context_window_exceeded', 'length'],
  ['guardrail_intervened', 'content_filter'],
  ['content_filtered', 'content_filter'],
  ['refusal', 'content_filter'],
])

/** Tells the tool calls and the end. A call without arguments gets none, unless the answer was cut in front of them. */
export function bedrockFinish(out: AnswerEvents, native: string, calls: BedrockCall[]): void {
  const said = reasons.get(native) ?? 'stop'
  for (const call of calls) {
    const args = call.arguments || (said === 'length' ? '' : '{}')
    out.tell({ type: 'tool_call', id: call.id || `call_${newId()}`, name: call.name, arguments: args })
  }
  out.finish(reasonOf(said, calls.length > 0), native)
}

/** `tool_use` may mean a tool that Bedrock itself ran. */
function reasonOf(said: FinishReason, called: boolean): FinishReason {
  if (said === 'tool_calls' && !called) return 'stop'
  return said === 'stop' && called ? 'tool_calls' : said
}
