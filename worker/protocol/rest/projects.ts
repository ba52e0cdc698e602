import { z } from 'zod'
import { id, time } from '../ids.ts'
import { PROJECT_DESCRIPTION_MAX, PROJECT_INSTRUCTIONS_MAX, PROJECT_NAME_MAX } from '../limits.ts'
import { role } from '../person.ts'
import { threadSummary } from '../thread.ts'
import { page, pageQuery, queryFlag, type Operation } from './operation.ts'

const projectFields = {
  name: z.string().trim().min(1).max(PROJECT_NAME_MAX),
  description: z.string().max(PROJECT_DESCRIPTION_MAX),
  instructions: z.string().max(PROJECT_INSTRUCTIONS_MAX).describe('the system prompt of every thread of the project'),
  template: z.enum(['react-vite', 'node', 'nextjs']).nullable(),
  default_provider: z.string().max(50).nullable(),
  default_model: z.string().max(200).nullable(),
  color: z.string().regex(/^#[0-9a-fA-F]{6}$/, 'must be like #0B6670'),
  archived: z.boolean(),
  tools: z.array(z.string().min(1).max(64)).max(64).describe('names of the tools that turns in it may use'),
}
export const createProject = z.object(projectFields).partial().required({ name: true })
export const updateProject = z.object(projectFields).partial()
export const project = z.object({
  id,
  ...projectFields,
  tools_chosen: z
    .boolean()
    .describe('whether anybody has set `tools`; until then it is empty, and the demo model may use all the same'),
  role: role.describe('yours'),
  thread_count: z.int().nonnegative(),
  created_at: time,
  updated_at: time,
})
export type Project = z.infer<typeof project>

export const member = z.object({ user_id: id, username: z.string(), email: z.string(), role, added_at: time })
export type Member = z.infer<typeof member>
export const addMember = z.object({
  email: z.email('must be an email address').transform((text) => text.toLowerCase()),
  role,
})

export const projectOperations: Operation[] = [
  {
    method: 'get',
    path: '/projects',
    summary: 'Projects you are a member of',
    access: 'person',
    query: pageQuery.extend({ include_archived: queryFlag.optional() }),
    answers: { 200: page(project) },
  },
  {
    method: 'post',
    path: '/projects',
    summary: 'Make a project',
    access: 'person',
    body: createProject,
    answers: { 201: project },
  },
  { method: 'get', path: '/projects/:project_id', summary: 'One project', access: 'person', answers: { 200: project } },
  {
    method: 'put',
    path: '/projects/:project_id',
    summary: 'Change a project (editor)',
    access: 'person',
    body: updateProject,
    answers: { 200: project },
  },
  {
    method: 'patch',
    path: '/projects/:project_id',
    summary: 'Change a project (editor)',
    access: 'person',
    body: updateProject,
    answers: { 200: project },
  },
  {
    method: 'delete',
    path: '/projects/:project_id',
    summary: 'Delete a project and its threads (owner)',
    access: 'person',
    answers: { 204: null },
  },
  {
    method: 'post',
    path: '/projects/:project_id/duplicate',
    summary: 'Copy a project without its threads',
    access: 'person',
    answers: { 201: project },
  },
  {
    method: 'get',
    path: '/projects/:project_id/conversations',
    summary: 'Threads of a project, newest activity first',
    access: 'person',
    query: pageQuery,
    answers: { 200: page(threadSummary) },
  },
  {
    method: 'get',
    path: '/projects/:project_id/members',
    summary: 'Members',
    access: 'person',
    answers: { 200: page(member) },
  },
  {
    method: 'post',
    path: '/projects/:project_id/members',
    summary: 'Add a member or change a role (owner)',
    access: 'person',
    body: addMember,
    answers: { 201: member, 200: member },
  },
  {
    method: 'delete',
    path: '/projects/:project_id/members/:user_id',
    summary: 'Remove a member (owner), or leave',
    access: 'person',
    answers: { 204: null },
  },
]
