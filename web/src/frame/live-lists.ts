import { onCleanup } from 'solid-js'
import type { PersonEvent } from '#protocol/person-down.ts'
import { forgetProject, hearProject, loadProjects } from '../state/projects.ts'
import { forgetThreadsOf, hearDeleted, hearThread, refreshThreads } from '../state/threads.ts'
import { makePersonLine } from '../sync/person-line.ts'
import { watchNetwork } from '../sync/watch-network.ts'

/** Threads and projects follow what others, other tabs and running turns do, for as long as the owner lives. */
export function createLiveLists(): void {
  const line = makePersonLine({ onEvent: apply, onGap: askAgain })
  const unwatch = watchNetwork(line)
  onCleanup(() => {
    unwatch()
    line.close()
  })
}

async function askAgain(): Promise<boolean> {
  const projects = loadProjects().then(
    () => true,
    () => false,
  )
  const [hasThreads, hasProjects] = await Promise.all([refreshThreads(), projects])
  return hasThreads && hasProjects
}

function apply(frame: PersonEvent): void {
  switch (frame.type) {
    case 'thread_changed':
      return hearThread(frame.thread)
    case 'thread_deleted':
      return hearDeleted(frame.thread_id)
    case 'project_changed':
      return hearProject(frame.project)
    case 'project_deleted':
      forgetProject(frame.project_id)
      return forgetThreadsOf(frame.project_id)
    default:
      // A newer server may tell more than this page knows.
      frame satisfies never
  }
}
