import type { ModelOptions } from '#protocol/turn.ts'

const SHORT_TOKENS = 1024

/** A model that thinks unasked would use up so few tokens by thoughts alone, and a title would stay empty. */
export function leavesNoRoom({ reasoning, max_tokens }: ModelOptions): boolean {
  return reasoning === undefined && max_tokens !== undefined && max_tokens <= SHORT_TOKENS
}
