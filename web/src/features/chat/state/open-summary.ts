import { createSignal } from 'solid-js'
import { openInPane } from '../../../state/pane.ts'

const [wanted, setWanted] = createSignal(false)
/** Whether somebody asked for a new summary that nobody has begun. */
export { wanted as summaryWanted, setWanted as setSummaryWanted }

/** Shows the thread's summary; `anew`: and has a new one written. */
export function openSummary(anew = false): void {
  if (anew) setWanted(true)
  openInPane({ kind: 'summary' })
}
