import { createEffect, on, onCleanup } from 'solid-js'
import { openThreads } from '../../state/threads.ts'

/** Loads at a change of project or, 150 ms after the last key, of the search. What changes then is told by the person's line. */
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
  onCleanup(() => clearTimeout(timer))
}
