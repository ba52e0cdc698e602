import { createEffect, on, onCleanup } from 'solid-js'
import { openThreads, refreshThreads } from '../../state/threads.ts'

/** Loads at a change of project or, 150 ms after the last key, of the search; again when somebody comes back. */
export function createThreadLoading(
  project: () => string | undefined,
  search: () => string,
  scope: () => { everywhere: boolean; archived: boolean },
) {
  let timer: ReturnType<typeof setTimeout> | undefined
  createEffect(
    on([project, search, scope], ([project_id, text, where], before) => {
      clearTimeout(timer)
      if (!project_id) return
      const wait = before && before[1] !== text ? 150 : 0
      const load = () => void openThreads({ project_id, search: text.trim(), ...where })
      if (wait === 0) load()
      else timer = setTimeout(load, wait)
    }),
  )
  const refresh = () => document.visibilityState === 'visible' && void refreshThreads()
  const listening = new AbortController()
  document.addEventListener('visibilitychange', refresh, { signal: listening.signal })
  addEventListener('online', refresh, { signal: listening.signal })
  const interval = setInterval(refresh, 60_000)
  onCleanup(() => {
    clearTimeout(timer)
    clearInterval(interval)
    listening.abort()
  })
}
