import { z } from 'zod'
import { heartbeat } from './thread-up.ts'

/** Frames that a browser sends to a person's own object. What a person does they do over REST or in a thread. */
export const personUp = z.discriminatedUnion('type', [heartbeat])
export type PersonUp = z.infer<typeof personUp>
