import { Hono } from 'hono'
import { pageQuery, queryFlag } from '#protocol/rest/operation.ts'
import { addMember, createProject, updateProject } from '#protocol/rest/projects.ts'
import { checkProvider } from '../models/check-choice.ts'
import { needProject } from '../auth/project-access.ts'
import { findMember, listMembers, putMember, removeMember } from '../db/members.ts'
import * as projectRows from '../db/projects.ts'
import { listThreads } from '../db/thread-list.ts'
import { findUserByEmail } from '../db/users.ts'
import { AppError } from '../lib/error.ts'
import type { AppContext, AppEnv } from './http/app-env.ts'
import { answerProjectBudgets, changeProjectBudgets } from './budgets.ts'
import { guard } from './http/guard.ts'
import { idempotent } from './http/idempotent.ts'
import { newProject } from '../rooms/new-project.ts'
import { readBody, readQuery } from './http/read-input.ts'
import { closeRooms, tellRooms } from '../rooms/rooms.ts'
import { tellEach, tellMembers, tellProject } from '../rooms/tell-members.ts'

export const projects = new Hono<AppEnv>()
projects.use(guard)

projects.get('/', async (c) => {
  const query = readQuery(c, pageQuery.extend({ include_archived: queryFlag.optional() }))
  return c.json(await projectRows.listProjects(c.env.DB, c.get('me').id, query))
})

projects.post('/', idempotent, async (c) => {
  const body = await readBody(c, createProject)
  checkProvider(body.default_provider, 'default_provider')
  return c.json(await newProject(c.env, c.get('me').id, body), 201)
})

projects.get('/:project_id', async (c) => {
  const { project, role, thread_count } = await access(c)
  return c.json(projectRows.shownProject(project, role, thread_count))
})

projects.on(['PUT', 'PATCH'], '/:project_id', async (c) => {
  const { project, role, thread_count } = await access(c, 'editor')
  const change = await readBody(c, updateProject)
  checkProvider(change.default_provider, 'default_provider')
  const changed = await projectRows.updateProject(c.env.DB, project.id, change)
  tellProject(c.env, project.id)
  return c.json(projectRows.shownProject(changed, role, thread_count))
})

projects.delete('/:project_id', async (c) => {
  const { project } = await access(c, 'owner')
  await closeRooms(c.env, project.id)
  await projectRows.markProjectDeleted(c.env.DB, project.id)
  tellMembers(c.env, project.id, { type: 'project_deleted', project_id: project.id })
  return c.body(null, 204)
})

projects.post('/:project_id/duplicate', idempotent, async (c) => {
  const { project } = await access(c)
  const { description, instructions, template, default_provider, default_model, color, tools } = project
  const name = `${project.name.slice(0, 93)} (copy)`
  const copy = { name, description, instructions, template, default_provider, default_model, color, tools }
  return c.json(await newProject(c.env, c.get('me').id, copy), 201)
})

projects.get('/:project_id/conversations', async (c) => {
  const { project } = await access(c)
  const { limit, cursor } = readQuery(c, pageQuery)
  const asked = { project_id: project.id, include_archived: false, offset: 0, limit, cursor }
  const list = await listThreads(c.env.DB, c.get('me').id, { ...asked, sort_by: 'activity', order: 'desc' })
  return c.json({ items: list.threads, next_cursor: list.next_cursor, total: list.total })
})

projects.get('/:project_id/members', async (c) => {
  const { project } = await access(c)
  return c.json({ items: await listMembers(c.env.DB, project.id), next_cursor: null })
})

projects.post('/:project_id/members', idempotent, async (c) => {
  const { project } = await access(c, 'owner')
  const { email, role } = await readBody(c, addMember)
  const user = await findUserByEmail(c.env.DB, email)
  if (!user) throw noAccount()
  const before = await findMember(c.env.DB, project.id, user.id)
  if (!(await putMember(c.env.DB, project.id, user.id, role))) throw lastOwner()
  if (before && before.role !== role) await tellRooms(c.env, project.id, user.id, role)
  if (before?.role !== role) tellProject(c.env, project.id, user.id)
  return c.json(await findMember(c.env.DB, project.id, user.id), before ? 200 : 201)
})

projects.delete('/:project_id/members/:user_id', async (c) => {
  const me = c.get('me')
  const userId = c.req.param('user_id').toLowerCase()
  const { project } = await access(c, userId === me.id ? 'viewer' : 'owner')
  const member = await findMember(c.env.DB, project.id, userId)
  if (!member) throw new AppError('not_found', 'There is no such member.')
  if (!(await removeMember(c.env.DB, project.id, userId))) throw lastOwner()
  await tellRooms(c.env, project.id, userId, null)
  tellEach(c.env, [[userId, { type: 'project_deleted', project_id: project.id }]])
  return c.body(null, 204)
})

projects.get('/:project_id/budgets', answerProjectBudgets)
projects.put('/:project_id/budgets', changeProjectBudgets)

function access(c: AppContext, needed?: Parameters<typeof needProject>[3]) {
  return needProject(c.env.DB, c.get('me').id, c.req.param('project_id') ?? '', needed)
}

function noAccount(): AppError {
  const fields = [{ field: 'email', message: 'has no account here' }]
  return new AppError('unprocessable', 'Nobody here has this email.', { details: { fields } })
}

function lastOwner(): AppError {
  return new AppError('conflict', 'A project needs an owner: make somebody else one first.')
}
