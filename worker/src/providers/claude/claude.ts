import { claudeVersion } from './version.ts'
import type { ModelRequest } from '../wire.ts'

/**
 * What the name of a Claude tells of how it may be asked. A name that isn't a Claude's is another's who speaks the same format:
 * of it nothing is known, and everything asked for is sent in the form that all of them know.
 * https://docs.claude.com/en/docs/build-with-claude/extended-thinking and …/adaptive-thinking
 */

/** `budget`: thinks as many tokens as it is told; `adaptive`: as it sees fit, with an effort; `none`: can't. */
export type ClaudeThinking = 'budget' | 'adaptive' | 'none'

export function claudeThinking(model: string): ClaudeThinking {
  const version = versionOf(model)
  if (version === null) return 'budget'
  if (version < 3.7) return 'none'
  return version < 4.6 ? 'budget' : 'adaptive'
}

/** From 4.7 on thoughts are left out of the answer unless they are asked for. */
export function hidesThoughts(model: string): boolean {
  return (versionOf(model) ?? 0) >= 4.7
}

/** From 4.7 on any `temperature` or `top_p` is refused, before it the two together are. */
export function takesSampling(model: string): boolean {
  return (versionOf(model) ?? 0) < 4.7
}

/** From 5 on it thinks also where nobody asked. */
export function thinksUnasked(model: string): boolean {
  return (versionOf(model) ?? 0) >= 5
}

/** Some of those can be told not to. */
export function canBeThoughtless(model: string): boolean {
  return thinksUnasked(model) && !bindsThoughts(model) && /(opus|sonnet|haiku)/.test(model)
}

/** Beside a tool that it must call, none before 4.8 may think. */
export function thinksWhenForced(model: string): boolean {
  return (versionOf(model) ?? 0) >= 4.8
}

/** From 5.1 on thoughts are refused where anything in front of them has changed, and so is a tool that must be called. */
export function bindsThoughts(model: string): boolean {
  return (versionOf(model) ?? 0) >= 5.1
}

/** Whether it goes on with an answer that was begun. From 4.6 on a conversation must end with a user. */
export function takesPrefill(model: string): boolean {
  return (versionOf(model) ?? 0) < 4.6
}

/** An answer as JSON of a schema, and tools whose arguments follow theirs. */
export function takesSchemas(model: string): boolean {
  return (versionOf(model) ?? 0) >= 4.5
}

/** Tokens of thinking for an effort, and the least that is accepted. */
const budgets = { low: 2048, medium: 8192, high: 16_384 } as const
const LEAST_BUDGET = 1024
/** Part of the output that thinking may take when both together are limited. */
const THINKING_SHARE = 0.8

/** Words at which an answer ends: any that aren't blank. */
export function claudeStops(stop: string[] | undefined): string[] {
  return (stop ?? []).filter((words) => words.trim() !== '')
}

export interface ClaudeLimits {
  max_tokens: number
  /** 0: there is no room for thinking. */
  budget_tokens: number
}

/** `max_tokens` covers thinking too; it must be sent, may not pass what the model can write, and must be above the budget. */
export function claudeLimits({ model, options, max_output }: ModelRequest, thinks: boolean): ClaudeLimits {
  const most = max_output ?? mostOutput(model)
  const effort = options.reasoning ?? (thinksUnasked(model) ? 'high' : null)
  const wanted = thinks && effort ? budgets[effort] : 0
  const max_tokens = Math.min(options.max_tokens ?? usualOutput(model) + wanted, most)
  const budget = Math.min(wanted, Math.floor(max_tokens * THINKING_SHARE))
  return { max_tokens, budget_tokens: budget < LEAST_BUDGET ? 0 : budget }
}

/** Tokens that an answer may have when nobody named a number. Newer models end well where the window does. */
function usualOutput(model: string): number {
  return (versionOf(model) ?? 0) >= 4.5 ? 16_384 : 8192
}

function mostOutput(model: string): number {
  const version = versionOf(model) ?? 9
  if (version < 3.5) return 4096
  if (version < 3.7) return 8192
  if (version < 4.5 && model.includes('opus')) return 32_000
  return version < 4.7 || model.includes('haiku') ? 64_000 : 128_000
}

function versionOf(model: string): number | null {
  return /claude/.test(model) ? claudeVersion(model) : null
}
