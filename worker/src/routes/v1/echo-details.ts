import { z } from 'zod'
import { wireNames, type Echo } from '../../providers/wire.ts'

const TYPE = 'edgewise.echo'
const shape = z.object({
  type: z.literal(TYPE),
  wire: z.enum(wireNames),
  model: z.string(),
  items: z.array(z.unknown()),
})

/**
 * What a provider wants back, as `reasoning_details` carries it: opaque to clients, and nothing when there is nothing. A
 * client that sends the message back as it came keeps a model's thinking whole.
 */
export function echoDetails(echo: Echo): unknown[] | undefined {
  return echo.items.length > 0 ? [{ type: TYPE, ...echo }] : undefined
}

/** Details of other servers are not ours to read. */
export function readEcho(details: unknown[]): Echo | undefined {
  for (const detail of details) {
    const { success, data } = shape.safeParse(detail)
    if (success) return { wire: data.wire, model: data.model, items: data.items }
  }
  return undefined
}
