import { newId } from '#protocol/ids.ts'
import type { AnswerEvents } from '../reading/answer-events.ts'
import type { BedrockBlocks } from './blocks.ts'
import type { BedrockStop } from './sdk-types.ts'
import type { FinishReason } from '../wire.ts'

/** `stopReason` of Converse in our words; what nobody knows is an end like any other. */
const reasons: ReadonlyMap<string, FinishReason> = new Map<BedrockStop, FinishReason>([
  ['end_turn', 'stop'],
  ['stop_sequence', 'stop'],
  ['tool_use', 'tool_calls'],
  ['max_tokens', 'length'],
  ['model_context_window_exceeded', 'length'],
  ['guardrail_intervened', 'content_filter'],
  ['content_filtered', 'content_filter'],
  ['refusal', 'content_filter'],
])

/** Tells what goes back, the tool calls and the end. A call without arguments gets none, unless the answer was cut there. */
export function bedrockFinish(out: AnswerEvents, native: string, blocks: BedrockBlocks): void {
  const said = reasons.get(native) ?? 'stop'
  const calls = blocks.calls
  for (const call of calls) call.id ||= `call_${newId()}`
  for (const item of blocks.echo()) out.tell({ type: 'echo', item })
  for (const { id, name, arguments: written, at } of calls) {
    out.tell({ type: 'tool_call', id, name, arguments: written || (said === 'length' ? '' : '{}'), at })
  }
  out.finish(reasonOf(said, calls.length > 0), native)
}

/** `tool_use` may mean a tool that Bedrock itself ran. */
function reasonOf(said: FinishReason, called: boolean): FinishReason {
  if (said === 'tool_calls' && !called) return 'stop'
  return said === 'stop' && called ? 'tool_calls' : said
}
