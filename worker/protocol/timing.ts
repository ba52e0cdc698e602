import { z } from 'zod'

const ms = z.int().nonnegative()

/** How long an answer took, in milliseconds from its request. Null: that moment never came. */
export const timing = z.object({
  first_token_ms: ms.nullable().describe('until the first text or reasoning'),
  reasoning_ms: ms.nullable().describe('from the first reasoning to the first text'),
  duration_ms: ms,
})
export type Timing = z.infer<typeof timing>
