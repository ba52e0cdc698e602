import type { MiddlewareHandler } from 'hono'
import { authenticate } from '../auth/authenticate.ts'
import { limitCalls } from '../auth/call-limit.ts'
import { requireSameOrigin } from '../auth/same-origin.ts'
import type { AppEnv } from './app-env.ts'

const READS = ['GET', 'HEAD']

/** Before every route that needs an account: who asks, from our own page, and not too often. */
export const guard: MiddlewareHandler<AppEnv> = async (c, next) => {
  const me = await authenticate(c.env, c.req.raw)
  if (me.via === 'cookie' && !READS.includes(c.req.method)) requireSameOrigin(c.req.raw)
  limitCalls(c.env, me.id)
  c.set('me', me)
  await next()
}
