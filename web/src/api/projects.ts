import type { Role } from '#protocol/person.ts'
import type { Member, Project } from '#protocol/rest/projects.ts'
import { allOf, api } from './client.ts'

export type ProjectChange = Partial<Omit<Project, 'id' | 'role' | 'thread_count' | 'created_at' | 'updated_at'>>

export const listProjects = () => allOf<Project>('/projects', { include_archived: true, limit: 200 })
export const getProject = (project_id: string) => api.get<Project>(`/projects/${project_id}`)
export const createProject = (project: ProjectChange & { name: string }) => api.post<Project>('/projects', project)
export const updateProject = (project_id: string, change: ProjectChange) =>
  api.patch<Project>(`/projects/${project_id}`, change)
export const duplicateProject = (project_id: string) => api.post<Project>(`/projects/${project_id}/duplicate`)
export const deleteProject = (project_id: string) => api.delete(`/projects/${project_id}`)
export const listMembers = (project_id: string) => allOf<Member>(`/projects/${project_id}/members`)
export const addMember = (project_id: string, email: string, role: Role) =>
  api.post<Member>(`/projects/${project_id}/members`, { email, role })
export const removeMember = (project_id: string, user_id: string) =>
  api.delete(`/projects/${project_id}/members/${user_id}`)
