import type { ProviderFailure } from '#protocol/error.ts'
import type { Usage } from '#protocol/usage.ts'
import type { FinishReason, ProviderEvent } from '../providers/wire.ts'

export type ToolCallEvent = Extract<ProviderEvent, { type: 'tool_call' }>

/** Who hears the answer while it comes. */
export interface StepSink {
  text(text: string): void
  reasoning(text: string): void
  /** A piece of a call that is told whole later. */
  calling?(text: string): void
  toolCall?(call: ToolCallEvent): void
  /** May come more than once: each replaces the one before. */
  usage?(usage: Usage, cost_usd: string | null): void
  /** Everything that arrived together, at `now` (milliseconds since 1970), has been told: a good moment to pass it on. */
  settle(now: number): void
}

/** How one request to a provider ended: with a reason, or with a failure. */
export interface StepEnd {
  reason: FinishReason | null
  /** The provider's own word for the reason. */
  native: string | null
  failure: ProviderFailure | null
  usage: Usage | null
  /** What is paid for, where that is more than the answer read and wrote. */
  billed: Usage | null
  cost_usd: string | null
  tool_calls: ToolCallEvent[]
  /** What the provider wants back as it is when the conversation goes on. */
  echo: unknown[]
}

export function newEnd(failure: ProviderFailure | null = null): StepEnd {
  return { reason: null, native: null, failure, usage: null, billed: null, cost_usd: null, tool_calls: [], echo: [] }
}
