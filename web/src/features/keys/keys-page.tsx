import { createResource, createSignal, For, Show } from 'solid-js'
import Plus from 'lucide-solid/icons/plus'
import type { Key } from '#protocol/rest/keys.ts'
import type { Provider } from '#protocol/rest/providers.ts'
import { unreachable } from '#protocol/unreachable.ts'
import { listKeys } from '../../api/keys.ts'
import { listProviders } from '../../api/providers.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { Page } from '../../parts/page.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { known } from '../../ui/known.ts'
import { KeyDialog } from './key-dialog.tsx'
import { KeyRow } from './key-row.tsx'
import { ModelsDialog } from './models-dialog.tsx'
import { takesKey } from './provider-fields.ts'
import { ReplaceDialog } from './replace-dialog.tsx'

type Open = { what: 'add' } | { what: 'edit' | 'replace' | 'models'; key: Key }

export function KeysPage() {
  const [data, { refetch }] = createResource(async () => {
    const [keys, providers] = await Promise.all([listKeys(), listProviders()])
    return { keys, providers }
  })
  const [open, setOpen] = createSignal<Open>()
  const loaded = () => known(data)
  const providers = () => (loaded()?.providers ?? []).filter(takesKey)
  /** A key of a provider that this server no longer has still has its row. */
  const providerOf = (key: Key): Provider =>
    loaded()?.providers.find((one) => one.id === key.provider) ?? unknownProvider(key.provider)
  const refresh = async () => void (await refetch())
  return (
    <Page
      title="Keys and providers"
      up={{ href: '/settings', name: 'settings' }}
      intro="Answers come from the provider whose key you add, and are billed by them. A key is encrypted before it is stored and never shown again."
      action={
        <Button kind="filled" disabled={providers().length === 0} onClick={() => setOpen({ what: 'add' })}>
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
                    provider={providerOf(key)}
                    onChanged={refresh}
                    onEdit={() => setOpen({ what: 'edit', key })}
                    onReplace={() => setOpen({ what: 'replace', key })}
                    onModels={() => setOpen({ what: 'models', key })}
                  />
                )}
              </For>
            </ul>
          </Show>
        )}
      </Loaded>
      <Show when={open()} keyed>
        {(now) => (
          <Dialogs
            open={now}
            providers={providers()}
            names={loaded()?.keys.map((key) => key.key_name) ?? []}
            providerOf={providerOf}
            onChanged={() => void refetch()}
            onClose={() => setOpen(undefined)}
          />
        )}
      </Show>
    </Page>
  )
}

const unknownProvider = (id: Key['provider']): Provider => ({
  id,
  name: id,
  needs_key: true,
  needs_base_url: false,
  base_url: null,
  keys_url: null,
  keys: 0,
})

function Dialogs(props: {
  open: Open
  providers: Provider[]
  names: string[]
  providerOf: (key: Key) => Provider
  onChanged: () => void
  onClose: () => void
}) {
  const { open } = props
  switch (open.what) {
    case 'add':
    case 'edit':
      return (
        <KeyDialog
          editing={open.what === 'edit' ? open.key : undefined}
          providers={open.what === 'edit' ? [props.providerOf(open.key)] : props.providers}
          names={props.names}
          onSaved={props.onChanged}
          onClose={props.onClose}
        />
      )
    case 'replace':
      return (
        <ReplaceDialog
          entry={open.key}
          provider={props.providerOf(open.key)}
          onReplaced={props.onChanged}
          onClose={props.onClose}
        />
      )
    case 'models':
      return <ModelsDialog entry={open.key} onClose={props.onClose} />
    default:
      return unreachable(open)
  }
}
