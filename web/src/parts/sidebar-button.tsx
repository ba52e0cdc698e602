import MenuIcon from 'lucide-solid/icons/menu'
import { drawerOpen, setDrawerOpen } from '../state/shell.ts'
import { IconButton } from '../ui/icon-button.tsx'

/** First in a page's header. On a desktop the sidebar is always there, so it isn't. */
export function SidebarButton() {
  return (
    <IconButton
      name="Open sidebar"
      class="-ms-2 desktop:hidden"
      aria-expanded={drawerOpen()}
      data-testid="mobile-sidebar-toggle"
      onClick={() => setDrawerOpen(true)}
    >
      <MenuIcon />
    </IconButton>
  )
}
