export type Theme = 'system' | 'light' | 'dark'
const KEY = 'edgewise.theme'

/** Shows the theme and keeps it for the next first paint (public/theme.js reads it). */
export function applyTheme(theme: Theme): void {
  const root = document.documentElement
  if (theme === 'system') delete root.dataset['theme']
  else root.dataset['theme'] = theme
  try {
    if (theme === 'system') localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, theme)
  } catch {
    // Storage is blocked: the server keeps the setting, only the first paint follows the system.
  }
}
