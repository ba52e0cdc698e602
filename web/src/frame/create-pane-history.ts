import { useLocation, useNavigate } from '@solidjs/router'
import { createEffect, on } from 'solid-js'
import { isRoomy } from '../lib/media.ts'
import { pane, paneOf, setPane } from '../state/pane.ts'

/** Where the pane stands in the place of the page, it is an entry of the history: one Back leaves it. */
export function createPaneHistory(): void {
  const location = useLocation()
  const navigate = useNavigate()
  const here = () => location.pathname + location.search + location.hash

  createEffect(
    on([pane, isRoomy], ([open, roomy]) => {
      const kept = paneOf(location.state)
      if (!open && kept) navigate(-1)
      if (!open || roomy) return
      navigate(here(), { state: { pane: open }, replace: kept !== undefined, scroll: false })
    }),
  )
  createEffect(
    on([() => location.pathname, () => location.state], ([, state]) => setPane(paneOf(state)), { defer: true }),
  )
}
