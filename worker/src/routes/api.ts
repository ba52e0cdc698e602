import { Hono } from 'hono'
import { admin } from './admin.ts'
import type { AppEnv } from './http/app-env.ts'
import { auth } from './auth.ts'
import { chat } from './chat.ts'
import { docs } from './http/docs.ts'
import { health } from './health.ts'
import { keys } from './keys.ts'
import { messages } from './messages.ts'
import { projects } from './projects.ts'
import { providers } from './providers.ts'
import { threads } from './threads.ts'
import { tokens } from './tokens.ts'
import { users } from './users.ts'

/** Everything under `/api/v1`. */
export const api = new Hono<AppEnv>()

api.route('/', health)
api.route('/', docs)
api.route('/auth', auth)
api.route('/users', users)
api.route('/keys', keys)
api.route('/tokens', tokens)
api.route('/providers', providers)
api.route('/projects', projects)
api.route('/threads', threads)
api.route('/messages', messages)
api.route('/chat', chat)
api.route('/admin', admin)
