import ArrowLeft from 'lucide-solid/icons/arrow-left'
import X from 'lucide-solid/icons/x'
import { onCleanup, Show } from 'solid-js'
import { isRoomy } from '../lib/media.ts'
import { closePane, pane, setPaneSlot, type Pane } from '../state/pane.ts'
import { paneWidth } from '../state/pane-width.ts'
import { drawerOpen } from '../state/shell.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { createPaneFocus } from './create-pane-focus.ts'
import { createPaneHistory } from './create-pane-history.ts'
import { PaneEdge } from './pane-edge.tsx'

const titles: Record<Pane['kind'], string> = { answer: 'This answer', context: 'Context', summary: 'Summary' }

/** Beside the page, or in its place where there is no room for both: what a feature opened with `openInPane`. */
export function PaneFrame() {
  createPaneHistory()
  const { listen } = createPaneFocus()
  return (
    <Show when={pane()}>
      {(open) => (
        <>
          <Show when={isRoomy()}>
            <PaneEdge />
          </Show>
          <aside
            ref={listen}
            id="pane"
            tabindex={-1}
            aria-labelledby="pane-title"
            data-testid="pane"
            inert={drawerOpen()}
            class={`flex flex-none flex-col bg-page outline-none ${isRoomy() ? 'max-w-[calc(100%-420px)] min-w-100' : 'absolute inset-0 z-31 animate-fade'}`}
            style={{ width: isRoomy() ? `${paneWidth()}px` : undefined }}
          >
            <header class="flex h-14 flex-none items-center gap-2 border-b border-line px-6 phone:h-13 phone:px-4">
              <Show when={!isRoomy()}>
                <IconButton name="Back to the thread" class="-ms-2" data-testid="pane-back" onClick={closePane}>
                  <ArrowLeft />
                </IconButton>
              </Show>
              <h2 id="pane-title" class="min-w-0 flex-1 truncate text-ui font-medium">
                {titles[open().kind]}
              </h2>
              <Show when={isRoomy()}>
                <IconButton name="Close" shortcut="Esc" class="-me-2" data-testid="pane-close" onClick={closePane}>
                  <X />
                </IconButton>
              </Show>
            </header>
            <div
              ref={(slot) => {
                setPaneSlot(slot)
                onCleanup(() => setPaneSlot(undefined))
              }}
              class="min-h-0 flex-1 overflow-y-auto overscroll-contain px-6 py-5 phone:px-4 phone:pb-[max(1.25rem,env(safe-area-inset-bottom))]"
            />
          </aside>
        </>
      )}
    </Show>
  )
}
