import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { newId } from '#protocol/ids.ts'
import { AppError } from './lib/error.ts'
import { settings } from './lib/settings.ts'
import { answerError } from './routes/http/answer-error.ts'
import { api } from './routes/api.ts'
import type { AppEnv } from './routes/http/app-env.ts'
import { answerHealth } from './routes/health.ts'
import { sockets } from './routes/sockets.ts'
import { v1 } from './routes/v1/v1.ts'

/** Paths that never answer the page. */
const OURS = /^\/(api|v1|ws|health|preview)(\/|$)/

// It leaves subdomains out: those of somebody's own domain may not speak https.
const secured = secureHeaders({ strictTransportSecurity: 'max-age=15552000' })

/** Other pages may read these answers. */
const securedForAll = secureHeaders({
  strictTransportSecurity: 'max-age=15552000',
  crossOriginResourcePolicy: 'cross-origin',
})

export const app = new Hono<AppEnv>()

app.onError(answerError)
app.notFound((c) => {
  if (OURS.test(c.req.path)) return answerError(new AppError('not_found', 'There is nothing at this address.'), c)
  return c.env.ASSETS.fetch(c.req.raw)
})

app.use(async (c, next) => {
  c.set('request_id', newId())
  if (OURS.test(c.req.path)) settings(c.env)
  await next()
})

app.route('/', sockets)

app.use('/api/*', secured, async (c, next) => {
  await next()
  c.header('x-request-id', c.get('request_id'))
  if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store')
})
app.get('/health', secured, answerHealth)
app.route('/api/v1', api)
app.use('/v1/*', securedForAll)
app.route('/v1', v1)
