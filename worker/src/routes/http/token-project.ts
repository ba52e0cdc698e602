import { parseJson } from '#protocol/codec.ts'
import { isId } from '../../auth/project-access.ts'
import { threadFor, threadOfMessage } from '../../db/threads.ts'
import { AppError } from '../../lib/error.ts'
import type { AppContext } from './app-env.ts'
import { bodyText } from './read-input.ts'

/** A token of one project opens that project, its threads and their messages; everything else isn't there. */
export async function requireTokenProject(c: AppContext): Promise<void> {
  const project_id = c.get('me').token?.project_id
  if (!project_id) return
  const named = await projectsNamed(c)
  if (named.length > 0 && named.every((id) => id?.toLowerCase() === project_id)) return
  throw new AppError('not_found', 'This access token opens one project, and this is not part of it.')
}

type Named = (string | null | undefined)[]

/** Which projects a request names, by its noun; undefined for what doesn't exist. A noun of no project is none here. */
export const projectsOfNoun: Record<string, (c: AppContext, id: string | undefined) => Named | Promise<Named>> = {
  projects: (_, id) => (id === undefined ? [] : [id]),
  threads: async (c, id) => [...(id === undefined ? [] : [await ofThread(c, id)]), ...inQuery(c), ...(await inBody(c))],
  messages: async (c, id = '') => [await ofMessage(c, id)],
  chat: chatProjects,
}

function projectsNamed(c: AppContext): Named | Promise<Named> {
  const [noun = '', id] = new URL(c.req.url).pathname.replace(/^\/(api\/v1|ws)\//, '').split('/')
  return Object.hasOwn(projectsOfNoun, noun) ? projectsOfNoun[noun]!(c, id) : []
}

/** `/ws/chat/THREAD`, `/chat/stream/PROJECT`, or a message whose body says where it goes. */
async function chatProjects(c: AppContext, id: string | undefined): Promise<Named> {
  const path = new URL(c.req.url).pathname
  if (path.startsWith('/ws/')) return [await ofThread(c, id ?? '')]
  if (c.req.method === 'GET') return [path.split('/').at(-1)]
  return inBody(c)
}

function inQuery(c: AppContext): Named {
  const project_id = c.req.query('project_id')
  return project_id === undefined ? [] : [project_id]
}

async function inBody(c: AppContext): Promise<Named> {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return []
  const body = parseJson(await bodyText(c))
  if (typeof body !== 'object' || body === null) return []
  const { project_id, thread_id } = body as Record<string, unknown>
  return [
    ...(typeof project_id === 'string' ? [project_id] : []),
    ...(typeof thread_id === 'string' ? [await ofThread(c, thread_id)] : []),
  ]
}

async function ofThread(c: AppContext, threadId: string) {
  if (!isId(threadId)) return undefined
  return (await threadFor(c.env.DB, c.get('me').id, threadId.toLowerCase()))?.thread.project_id
}

async function ofMessage(c: AppContext, messageId: string) {
  const found = isId(messageId) ? await threadOfMessage(c.env.DB, messageId) : null
  return found ? ofThread(c, found.thread_id) : undefined
}
