import { createEffect, createSignal, on } from 'solid-js'
import { wordsOf } from '../api/error.ts'
import { createProject, loadProjects, newestProject, projects } from '../state/projects.ts'
import { loadSession, sessionState } from '../state/session.ts'
import { loadSettings } from '../state/settings.ts'
import { openThreads } from '../state/threads.ts'
import { placeOf } from './place-of.ts'

/** What the page must know before it shows anything: who is here, and then their settings and projects. */
export function startPage() {
  const [ready, setReady] = createSignal(false)
  const [error, setError] = createSignal('')

  const run = async () => {
    setError('')
    try {
      if (sessionState() !== 'in') await loadSession()
      if (sessionState() === 'in') await loadAll()
      setReady(true)
    } catch (cause) {
      setError(wordsOf(cause))
    }
  }
  createEffect(
    on(
      sessionState,
      (state) => {
        if (state !== 'in' || !ready()) return
        setReady(false)
        void run()
      },
      { defer: true },
    ),
  )
  void run()
  return { ready, error, run }
}

async function loadAll(): Promise<void> {
  warmThreads()
  await Promise.all([loadSettings(), loadProjects()])
  if (projects.length === 0) await createProject({ name: 'First project', color: '#0B6670' })
}

/** The sidebar's list is asked for beside the projects, not after them. */
function warmThreads(): void {
  const project_id = placeOf(location.pathname).project_id ?? newestProject()?.id
  if (project_id) void openThreads({ project_id, search: '', everywhere: false, archived: false })
}
