import { Match, Show, Switch } from 'solid-js'
import type { ConnectionState } from '../../../sync/connection.ts'
import { Dot } from '../../../ui/dot.tsx'

/** Live, Connecting, Disconnected: a word, and a dot beside it. Where there is no room Live is only its dot. */
export function LiveState(props: {
  connection: ConnectionState
  /** Who else is here, behind the word. */ company?: string
}) {
  return (
    <span class="inline-flex min-w-0 flex-none items-center gap-1.5 text-meta text-text-2" data-testid="live-state">
      <Switch
        fallback={
          <>
            <Dot tone="bad" /> Disconnected
          </>
        }
      >
        <Match when={props.connection.name === 'live'}>
          <Show
            when={props.company === undefined}
            fallback={
              <>
                <Dot tone="ok" /> <span class="truncate">Live{props.company}</span>
              </>
            }
          >
            <span class="inline-flex @max-[520px]/page:hidden">
              <Dot tone="ok" />
            </span>
            <span class="hidden @max-[520px]/page:inline-flex">
              <Dot tone="ok" name="Live" />
            </span>
            <span class="@max-[520px]/page:hidden">Live</span>
          </Show>
        </Match>
        <Match when={props.connection.name === 'stopped'}>{null}</Match>
        <Match when={props.connection.name === 'connecting'}>
          <Dot tone="warn" pulse />
          Connecting
        </Match>
      </Switch>
    </span>
  )
}
