import { createStore } from 'solid-js/store'
import type { Settings } from '../../../worker/protocol/rest/users.ts'
import { getSettings, putSettings } from '../api/users.ts'
import { applyTheme } from '../lib/theme.ts'

const [settings, setSettings] = createStore<Settings>({
  theme: 'system',
  enter_sends: true,
  default_provider: null,
  default_model: null,
  make_titles: true,
  make_summaries: true,
  summary_provider: null,
  summary_model: null,
  favorite_models: [],
})
export { settings }

function show(next: Settings) {
  setSettings(next)
  applyTheme(next.theme)
}

export async function loadSettings(): Promise<void> {
  show(await getSettings())
}

/** Shown at once; taken back if the server refuses. */
export async function changeSettings(change: Partial<Settings>): Promise<void> {
  const before = { ...settings }
  show({ ...before, ...change })
  try {
    show(await putSettings(change))
  } catch (error) {
    show(before)
    throw error
  }
}
