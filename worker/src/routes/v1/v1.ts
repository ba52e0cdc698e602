import { Hono, type MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'
import { bearerOf } from '../../auth/authenticate.ts'
import { limitRequests } from '../../auth/request-limit.ts'
import { isToken, personOfToken } from '../../auth/personal-token.ts'
import { requireScope } from '../../auth/token-scope.ts'
import { AppError } from '../../lib/error.ts'
import type { AppEnv } from '../http/app-env.ts'
import { answerChat } from './chat-completions.ts'
import { answerEmbeddings } from './embeddings.ts'
import { answerModel, answerModels } from './models.ts'
import { answerV1Error } from './openai-error.ts'

/** For other programs: OpenAI's API over every provider that the owner of an access token has. */
export const v1 = new Hono<AppEnv>()

// Any page may call it: no cookie opens anything here.
v1.use(
  cors({
    origin: '*',
    allowMethods: ['GET', 'POST'],
    allowHeaders: ['authorization', 'content-type', '*'],
    exposeHeaders: ['retry-after', 'x-request-id'],
    maxAge: 86_400,
  }),
)

/** Nothing but a personal access token opens anything here: neither a cookie nor a session's token. */
const guard: MiddlewareHandler<AppEnv> = async (c, next) => {
  c.header('x-request-id', c.get('request_id'))
  const token = bearerOf(c.req.header('authorization') ?? '')
  if (!token || !isToken(token)) throw new AppError('unauthorized', 'Send a personal access token (ew_…) as Bearer.')
  const me = await personOfToken(c.env, token)
  requireScope(me, 'v1')
  limitRequests(c.env, me.id)
  c.set('me', me)
  await next()
}
for (const path of ['/models', '/models/*', '/chat/*', '/embeddings']) v1.use(path, guard)

v1.get('/models', answerModels)
v1.get('/models/:model{.+}', answerModel)
v1.post('/chat/completions', answerChat)
v1.post('/embeddings', answerEmbeddings)
v1.all('*', () => {
  throw new AppError('not_found', 'There is nothing at this address.')
})
v1.onError(answerV1Error)
