import { Hono } from 'hono'
import type { Role } from '#protocol/person.ts'
import type { TokenScope } from '#protocol/rest/tokens.ts'
import { authenticate, personOf } from '../auth/authenticate.ts'
import type { Person } from '../auth/person.ts'
import { needProject, needThread } from '../auth/project-access.ts'
import { requireSameOrigin } from '../auth/same-origin.ts'
import { useTicket } from '../auth/ticket.ts'
import { requireScope } from '../auth/token-scope.ts'
import { newestThread } from '../db/threads.ts'
import { IDENTITY_HEADER, personRoom, threadRoom, type Identity } from '../doors.ts'
import { AppError } from '../lib/error.ts'
import type { AppContext, AppEnv } from './http/app-env.ts'
import { newThread } from '../rooms/new-thread.ts'
import { memberOf } from '../rooms/rooms.ts'
import { requireTokenProject } from './http/token-project.ts'

/** Doors to the rooms, outside of what sets headers on answers: a 101 can't be changed. */
export const sockets = new Hono<AppEnv>()

sockets.get('/ws/chat/:thread_id', async (c) => {
  const me = await arriving(c)
  const { thread, role } = await needThread(c.env.DB, me.id, c.req.param('thread_id'))
  return intoRoom(c, thread.id, me, role)
})

/** A person's own socket. An access token of one project isn't let in: this tells of all of them. */
sockets.get('/ws/me', async (c) => {
  const { id, session_id } = await arriving(c, 'read')
  return intoObject(c, personRoom(c.env, id), { id, session_id })
})

/** A socket on the project's newest thread, made if there is none. */
sockets.get('/api/v1/chat/stream/:project_id', async (c) => {
  const me = await arriving(c)
  const { project, role } = await needProject(c.env.DB, me.id, c.req.param('project_id'))
  const newest = await newestThread(c.env.DB, project.id)
  if (newest) return intoRoom(c, newest, me, role)
  await needProject(c.env.DB, me.id, project.id, 'editor')
  const { id } = await newThread(c.env, me, role, { project_id: project.id })
  return intoRoom(c, id, me, role)
})

async function arriving(c: AppContext, scope: TokenScope = 'write'): Promise<Person> {
  if (c.req.header('upgrade')?.toLowerCase() !== 'websocket') {
    c.header('upgrade', 'websocket')
    throw new AppError('upgrade_required', 'This address answers sockets only.')
  }
  const me = await whoArrives(c, scope)
  const after = c.req.query('after')
  if (after === undefined || /^\d{1,15}$/.test(after)) return me
  const fields = [{ field: 'after', message: 'must be a whole number' }]
  throw new AppError('invalid_request', 'after: must be a whole number', { details: { fields } })
}

/** By ticket, bearer, access token or cookie. A browser sends cookies to sockets from any page, so with them the page must be ours. */
async function whoArrives(c: AppContext, scope: TokenScope): Promise<Person> {
  const ticket = c.req.query('ticket')
  if (ticket !== undefined) {
    const who = await useTicket(c.env, ticket)
    if (!who) throw new AppError('unauthorized', 'This ticket was used, or it is too old.')
    return personOf(c.env, who, 'bearer')
  }
  const me = await authenticate(c.env, c.req.raw)
  if (me.via === 'cookie') requireSameOrigin(c.req.raw)
  requireScope(me, scope)
  c.set('me', me)
  await requireTokenProject(c)
  return me
}

async function intoRoom(c: AppContext, threadId: string, me: Person, role: Role): Promise<Response> {
  const answer = await intoObject(c, threadRoom(c.env, threadId), memberOf(me, role))
  if (answer.status === 404) throw new AppError('thread_not_found', 'There is no such thread.')
  return answer
}

/** An object gets who it is from us alone: nothing that the client sent comes along but the handshake. */
function intoObject(c: AppContext, door: Pick<Fetcher, 'fetch'>, who: Identity): Promise<Response> {
  const after = c.req.query('after')
  const url = `https://object/${after === undefined ? '' : `?after=${after}`}`
  const headers = new Headers({ upgrade: 'websocket' })
  headers.set(IDENTITY_HEADER, encodeURIComponent(JSON.stringify(who)))
  return door.fetch(new Request(url, { headers }))
}
