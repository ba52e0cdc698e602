import type { Usage } from '#protocol/usage.ts'
import type { OllamaLine } from './sdk-types.ts'
import { count, type Sent } from '../json.ts'

/** Counts of the last line in our words, null where it has none. Thinking is part of what was written, and not told apart. */
export function ollamaUsage(last: Sent<OllamaLine>): Usage | null {
  if (last.prompt_eval_count === undefined && last.eval_count === undefined) return null
  const input = count(last.prompt_eval_count)
  const output = count(last.eval_count)
  return {
    input_tokens: input,
    cached_read_tokens: 0,
    cache_write_tokens: 0,
    output_tokens: output,
    reasoning_tokens: 0,
    total_tokens: input + output,
    source: 'reported',
  }
}
