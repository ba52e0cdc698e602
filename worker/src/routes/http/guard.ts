import type { MiddlewareHandler } from 'hono'
import { authenticate } from '../../auth/authenticate.ts'
import { limitRequests } from '../../auth/request-limit.ts'
import { requireSameOrigin } from '../../auth/same-origin.ts'
import { requireScope } from '../../auth/token-scope.ts'
import type { AppContext, AppEnv } from './app-env.ts'
import { requireTokenProject } from './token-project.ts'

const READS = ['GET', 'HEAD']

const ADMIN = '/api/v1/admin/'

/** Before every route that needs an account: who asks, from our own page, and not too often. */
export const guard: MiddlewareHandler<AppEnv> = async (c, next) => {
  const me = await authenticate(c.env, c.req.raw)
  if (me.via === 'cookie' && !READS.includes(c.req.method)) requireSameOrigin(c.req.raw)
  limitRequests(c.env, me.id)
  c.set('me', me)
  if (me.token) await requireGrant(c)
  await next()
}

/** What an access token may: by its scopes, and in its project. */
async function requireGrant(c: AppContext): Promise<void> {
  const reads = READS.includes(c.req.method)
  const isAdmins = c.req.path.startsWith(ADMIN)
  requireScope(c.get('me'), isAdmins ? 'admin' : reads ? 'read' : 'write')
  await requireTokenProject(c)
}
