import { createStore } from 'solid-js/store'
import type { Settings } from '#protocol/rest/users.ts'
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

let unsaved = 0
let before: Promise<unknown> = Promise.resolve()

/** Shown at once, taken back if the server refuses. Changes go one after another, so that an older answer undoes none. */
export async function changeSettings(change: Partial<Settings>): Promise<void> {
  const old = Object.fromEntries(Object.keys(change).map((name) => [name, settings[name as keyof Settings]]))
  show({ ...settings, ...change })
  unsaved++
  const sent = before.then(() => putSettings(change))
  before = sent.catch(() => undefined)
  try {
    const stored = await sent
    if (unsaved === 1) show(stored)
  } catch (error) {
    show({ ...settings, ...old })
    throw error
  } finally {
    unsaved--
  }
}
