import { newId } from '#protocol/ids.ts'
import type { Project } from '#protocol/rest/projects.ts'
import { insertProject, newestProject, type ProjectRow } from '../db/projects.ts'

type Wanted = Partial<Omit<ProjectRow, 'id' | 'created_at' | 'updated_at' | 'deleted_at'>> & { name: string }

const COLOR = '#0B6670'

export function newProject(db: D1Database, ownerId: string, wanted: Wanted): Promise<Project> {
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
  return insertProject(db, row, ownerId)
}

/** The newest project that somebody may write in; made if there is none. */
export async function projectToTalkIn(db: D1Database, userId: string): Promise<string> {
  const newest = await newestProject(db, userId)
  return newest ?? (await newProject(db, userId, { name: 'First project' })).id
}
