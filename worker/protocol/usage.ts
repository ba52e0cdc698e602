import { z } from 'zod'

const count = z.int().nonnegative()

/** Tokens of one provider call. Input includes what was read from or written to a cache, output includes reasoning. */
export const usage = z.object({
  input_tokens: count,
  cached_read_tokens: count,
  cache_write_tokens: count,
  output_tokens: count,
  reasoning_tokens: count,
  total_tokens: count,
  source: z.enum(['reported', 'counted', 'estimated']),
})
export type Usage = z.infer<typeof usage>
