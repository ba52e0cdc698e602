import { z } from 'zod'
import type { OpenModel } from '../../models/open-model.ts'
import { wireNames, type Echo } from '../../providers/wire.ts'

const TYPE = 'edgewise.echo'
const shape = z.object({
  type: z.literal(TYPE),
  wire: z.enum(wireNames),
  model: z.string(),
  key_id: z.string().nullable(),
  items: z.array(z.unknown()),
})

type Speaker = Pick<OpenModel, 'wire' | 'model' | 'key_id'>

/**
 * What a provider wants back, as `reasoning_details` carries it: opaque to clients, and nothing when there is nothing. A
 * client that sends the message back as it came keeps a model's thinking whole.
 */
export function echoDetails({ wire, model, key_id }: Speaker, items: unknown[]): unknown[] | undefined {
  return items.length > 0 ? [{ type: TYPE, wire: wire.name, model, key_id, items }] : undefined
}

/** It goes back to the account it came from and to nobody else. Details of other servers are not ours to read. */
export function readEcho({ key_id }: Speaker, details: unknown[]): Echo | undefined {
  for (const detail of details) {
    const { success, data } = shape.safeParse(detail)
    if (success && data.key_id === key_id) return { wire: data.wire, model: data.model, items: data.items }
  }
  return undefined
}
