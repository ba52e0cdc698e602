import { createSignal } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import type { Project } from '#protocol/rest/projects.ts'
import * as api from '../api/projects.ts'

const [projects, setProjects] = createStore<Project[]>([])
const [loaded, setLoaded] = createSignal(false)
export { projects, loaded as projectsLoaded }

const RECENT = 'edgewise.project'
const put = (project: Project) =>
  setProjects(reconcile([project, ...projects.filter((one) => one.id !== project.id)].sort(byNewest)))
const byNewest = (a: Project, b: Project) => b.updated_at.localeCompare(a.updated_at)

export const projectById = (id: string | undefined) => projects.find((one) => one.id === id)
export const activeProjects = () => projects.filter((one) => !one.archived)
export const archivedProjects = () => projects.filter((one) => one.archived)

/** Where `/` goes: the project that was open last on this device, or the newest. */
export function newestProject(): Project | undefined {
  const recent = localStorage.getItem(RECENT)
  return activeProjects().find((one) => one.id === recent) ?? activeProjects()[0]
}
export function rememberProject(id: string): void {
  localStorage.setItem(RECENT, id)
}

export async function loadProjects(): Promise<void> {
  setProjects(reconcile((await api.listProjects()).sort(byNewest)))
  setLoaded(true)
}

/** As the server tells it: new, shared, or changed. */
export { put as hearProject }

/** A project that was shared or made since the list came. */
export async function fetchProject(id: string): Promise<Project> {
  const project = await api.getProject(id)
  put(project)
  return project
}

export async function createProject(project: api.ProjectChange & { name: string }): Promise<Project> {
  const made = await api.createProject(project)
  put(made)
  return made
}

export async function updateProject(id: string, change: api.ProjectChange): Promise<Project> {
  const changed = await api.updateProject(id, change)
  put(changed)
  return changed
}

export async function duplicateProject(id: string): Promise<Project> {
  const made = await api.duplicateProject(id)
  put(made)
  return made
}

export async function deleteProject(id: string): Promise<void> {
  await api.deleteProject(id)
  forgetProject(id)
}

/** It is gone for this person: deleted, or left. */
export function forgetProject(id: string): void {
  setProjects(reconcile(projects.filter((one) => one.id !== id)))
}
