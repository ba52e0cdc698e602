import { Announcer } from './announcer.tsx'
import { ConfirmLayer } from './confirm.tsx'
import { MenuLayer } from './menu-layer.tsx'
import { ToastLayer } from './toast.tsx'
import { TooltipLayer } from './tooltip.tsx'

/** What floats over the page, each once. */
export function Layers() {
  return (
    <>
      <Announcer />
      <ConfirmLayer />
      <MenuLayer />
      <ToastLayer />
      <TooltipLayer />
    </>
  )
}
