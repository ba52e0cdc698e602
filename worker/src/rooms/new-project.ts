import { newId } from '#protocol/ids.ts'
import type { Project } from '#protocol/rest/projects.ts'
import type { Env } from '../env.ts'
import { tellEach } from './tell-members.ts'
import { insertProject, newestProject, type ProjectRow } from '../db/projects.ts'

type Wanted = Partial<Omit<ProjectRow, 'id' | 'created_at' | 'updated_at' | 'deleted_at'>> & { name: string }

const COLOR = '#0B6670'

export async function newProject(env: Env, ownerId: string, wanted: Wanted): Promise<Project> {
  const now = new Date().toISOString()
  const row: ProjectRow = {
    id: newId(),
    name: wanted.name,
    description: wanted.description ?? '',
    instructions: wanted.instructions ?? '',
    template: wanted.template ?? null,
    default_provider: wanted.default_provider ?? null,
    default_model: wanted.default_model ?? null,
    color: wanted.color ?? COLOR,
    archived: wanted.archived ?? false,
    created_at: now,
    updated_at: now,
    deleted_at: null,
    tools: wanted.tools ?? null,
  }
  const project = await insertProject(env.DB, row, ownerId)
  tellEach(env, [[ownerId, { type: 'project_changed', project }]])
  return project
}

/** The newest project that somebody may write in; made if there is none. */
export async function projectToTalkIn(env: Env, userId: string): Promise<string> {
  const newest = await newestProject(env.DB, userId)
  return newest ?? (await newProject(env, userId, { name: 'First project' })).id
}
