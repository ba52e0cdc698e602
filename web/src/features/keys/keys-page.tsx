import { createResource, createSignal, For, Show } from 'solid-js'
import Plus from 'lucide-solid/icons/plus'
import type { Key } from '../../../../worker/protocol/rest/keys.ts'
import { listKeys } from '../../api/keys.ts'
import { listProviders } from '../../api/providers.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { KeyDialog } from './key-dialog.tsx'
import { KeyRow } from './key-row.tsx'

export function KeysPage() {
  const [data, { refetch }] = createResource(async () => {
    const [keys, providers] = await Promise.all([listKeys(), listProviders()])
    return { keys, providers }
  })
  const [open, setOpen] = createSignal<{ editing?: Key }>()
  const loaded = () => (data.error ? undefined : data.latest)
  /** The demo answers without a key, so it takes none. */
  const takesKey = () => (loaded()?.providers ?? []).filter((one) => one.id !== 'demo')
  const nameOf = (id: string) => loaded()?.providers.find((one) => one.id === id)?.name ?? id
  const refresh = async () => void (await refetch())
  return (
    <Page
      title="Keys and providers"
      up={{ href: '/settings', name: 'settings' }}
      intro="Answers come from the provider whose key you add, and are billed by them. A key is encrypted before it is stored and never shown again."
      action={
        <Button kind="filled" disabled={takesKey().length === 0} onClick={() => setOpen({})}>
          <Plus />
          Add a key
        </Button>
      }
    >
      <Loaded resource={data} what="Your keys" onRetry={() => void refetch()}>
        {(all) => (
          <Show
            when={all().keys.length > 0}
            fallback={
              <EmptyState class="border-t border-line pt-4">
                No keys yet. Until you add one, answers come from the demo model, which is scripted.
              </EmptyState>
            }
          >
            <ul class="flex flex-col border-t border-line">
              <For each={all().keys}>
                {(key) => (
                  <KeyRow
                    entry={key}
                    providerName={nameOf(key.provider)}
                    onChanged={refresh}
                    onEdit={() => setOpen({ editing: key })}
                  />
                )}
              </For>
            </ul>
          </Show>
        )}
      </Loaded>
      <Show when={open()} keyed>
        {(what) => (
          <KeyDialog
            editing={what.editing}
            providers={takesKey()}
            names={loaded()?.keys.map((key) => key.key_name) ?? []}
            onSaved={() => void refetch()}
            onClose={() => setOpen(undefined)}
          />
        )}
      </Show>
    </Page>
  )
}
