import { Show, type JSX } from 'solid-js'
import { Portal } from 'solid-js/web'
import { paneSlot } from '../state/pane.ts'

/** Draws into the pane from wherever it stands, so that it has all that is around it there, such as the open chat. */
export function InPane(props: { children: JSX.Element; testid: string }) {
  return (
    <Show when={paneSlot()}>
      {(slot) => (
        <Portal mount={slot()}>
          <div data-testid={props.testid}>{props.children}</div>
        </Portal>
      )}
    </Show>
  )
}
