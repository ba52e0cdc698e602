import { ConfirmLayer } from './confirm-layer.tsx'
import { MenuLayer } from './menu-layer.tsx'
import { ToastLayer } from './toast-layer.tsx'
import { TooltipLayer } from './tooltip.tsx'

/** What floats over the page, each once. */
export function Layers() {
  return (
    <>
      <ConfirmLayer />
      <MenuLayer />
      <ToastLayer />
      <TooltipLayer />
    </>
  )
}
