import { FOCUS_COMPOSER } from '../lib/events.ts'

export interface ShortcutActions {
  newThread: () => void
  toggleSidebar: () => void
  showHelp: () => void
}

/** Letters by place on the keyboard where a layout writes another one there (Alt + N is ˜ on a Mac). */
function actionOf(event: KeyboardEvent, actions: ShortcutActions): (() => void) | undefined {
  const key = event.key.toLowerCase()
  const mod = (event.ctrlKey || event.metaKey) && !event.altKey
  if (event.altKey && !event.ctrlKey && !event.metaKey && event.code === 'KeyN') return actions.newThread
  if (!mod) return undefined
  // A browser keeps Ctrl + N for itself in a tab; in an installed window it comes here.
  if (key === 'n' && !event.shiftKey) return actions.newThread
  if (key === 'o' && event.shiftKey) return actions.newThread
  if (key === 's' && event.shiftKey) return actions.toggleSidebar
  if (key === '/') return actions.showHelp
  if (key === 'k' && !event.shiftKey) return () => dispatchEvent(new CustomEvent(FOCUS_COMPOSER))
  return undefined
}

/** Listens on the whole page. A dialog keeps its keys for itself. */
export function makeShortcuts(actions: ShortcutActions): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return
    const action = actionOf(event, actions)
    if (!action) return
    event.preventDefault()
    action()
  }
  document.addEventListener('keydown', onKey)
  return () => document.removeEventListener('keydown', onKey)
}
