import { Hono } from 'hono'
import { EDGEWISE_VERSION } from '#protocol/version.ts'
import { readAnything } from '../db/users.ts'
import type { Env } from '../env.ts'
import { described, log } from '../lib/log.ts'
import type { AppContext, AppEnv } from './http/app-env.ts'

export const health = new Hono<AppEnv>()
health.get('/health', answerHealth)

health.get('/', (c) =>
  c.json({
    name: 'Edgewise',
    version: EDGEWISE_VERSION,
    links: { docs: '/api/v1/docs', openapi: '/api/v1/openapi.json', health: '/health' },
  }),
)

export async function answerHealth(c: AppContext): Promise<Response> {
  const database = await databaseState(c.env.DB)
  const bindings = {
    DB: Boolean(c.env.DB),
    THREADS: Boolean(c.env.THREADS),
    PEOPLE: Boolean(c.env.PEOPLE),
    ASSETS: Boolean(c.env.ASSETS),
  }
  const ok = database === 'ok' && bindings.THREADS && bindings.PEOPLE
  const body = { status: ok ? 'ok' : 'degraded', version: EDGEWISE_VERSION, database, bindings }
  return c.json(body, ok ? 200 : 503)
}

async function databaseState(db: Env['DB'] | undefined): Promise<'ok' | 'unreachable'> {
  try {
    await readAnything(db!)
    return 'ok'
  } catch (error) {
    log('error', 'the database does not answer', { error: described(error) })
    return 'unreachable'
  }
}
