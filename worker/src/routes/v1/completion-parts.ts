import type { Usage } from '#protocol/usage.ts'
import type { ToolCallEvent } from '../../agent/step-end.ts'
import { newId } from '#protocol/ids.ts'
import type { StepEnd } from '../../agent/step-end.ts'

/** A tool call as OpenAI has it. Google's signature stands where Google's own OpenAI-compatible API keeps it. */
export function toolCallOf(call: ToolCallEvent) {
  const made = {
    id: call.id || newCallId(),
    type: 'function',
    function: { name: call.name, arguments: call.arguments },
  }
  if (call.signature === undefined) return made
  return { ...made, extra_content: { google: { thought_signature: call.signature } } }
}

function newCallId(): string {
  return `call_${newId().replaceAll('-', '')}`
}

/** What an answer took as OpenAI has it, and what it cost: dollars with 9 places, null where nobody knows the price. */
export function usageShown(usage: Usage | null, cost_usd: string | null) {
  if (!usage) return null
  return {
    prompt_tokens: usage.input_tokens,
    completion_tokens: usage.output_tokens,
    total_tokens: usage.total_tokens,
    prompt_tokens_details: {
      cached_tokens: usage.cached_read_tokens,
      cache_write_tokens: usage.cache_write_tokens,
    },
    completion_tokens_details: { reasoning_tokens: usage.reasoning_tokens },
    cost_usd,
    source: usage.source,
  }
}

export function finishOf(end: StepEnd): string {
  return end.reason ?? 'stop'
}
