import { createSignal } from 'solid-js'
import { isDesktop } from '../lib/media.ts'

const FOLDED = 'edgewise.sidebar_folded'
const stored = () => {
  try {
    return localStorage.getItem(FOLDED) === '1'
  } catch {
    return false
  }
}
const [folded, setFolded] = createSignal(stored())
const [drawer, setDrawer] = createSignal(false)

/** Desktop: the sidebar is a rail of icons. */
export { folded as sidebarFolded }
/** Below 1280: the sidebar lies over the page. */
export const drawerOpen = () => drawer() && !isDesktop()
export { setDrawer as setDrawerOpen }

export function foldSidebar(fold: boolean): void {
  setFolded(fold)
  try {
    localStorage.setItem(FOLDED, fold ? '1' : '0')
  } catch {
    // Only this page remembers.
  }
}

export function toggleSidebar(): void {
  if (isDesktop()) foldSidebar(!folded())
  else setDrawer(!drawer())
}
