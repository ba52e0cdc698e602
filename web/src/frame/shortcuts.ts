import { FOCUS_COMPOSER } from '../lib/events.ts'

interface Shortcut {
  keys: string[]
  does: string
}
/** What the help dialog lists; `Mod` is Ctrl, or Command on a Mac. */
export const shortcuts: { group: string; rows: Shortcut[] }[] = [
  {
    group: 'Anywhere',
    rows: [
      { keys: ['Mod', 'K'], does: 'Go to the message field' },
      { keys: ['Alt', 'N'], does: 'New thread' },
      { keys: ['Mod', 'Shift', 'O'], does: 'New thread' },
      { keys: ['Mod', 'Shift', 'S'], does: 'Fold or open the sidebar' },
      { keys: ['Esc'], does: 'Close what stands beside the page' },
      { keys: ['Mod', '/'], does: 'This list' },
    ],
  },
  {
    group: 'In the message field',
    rows: [
      { keys: ['Mod', 'Enter'], does: 'Send' },
      { keys: ['Shift', 'Enter'], does: 'New line' },
      { keys: ['↑'], does: 'Edit your last message, when the field is empty' },
      { keys: ['Esc'], does: 'Clear, or stop editing' },
    ],
  },
  {
    group: 'In a thread',
    rows: [
      { keys: ['J'], does: 'Next message' },
      { keys: ['K'], does: 'Previous message' },
      { keys: ['Enter'], does: 'Actions of the message' },
      { keys: ['C'], does: 'Copy' },
      { keys: ['E'], does: 'Edit your message' },
      { keys: ['R'], does: 'Answer again' },
    ],
  },
]

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
