import { createMemo, createResource, createSignal, For, Show } from 'solid-js'
import RefreshCw from 'lucide-solid/icons/refresh-cw'
import type { Key } from '#protocol/rest/keys.ts'
import type { Model } from '#protocol/rest/providers.ts'
import { listModels } from '../../api/providers.ts'
import { plural } from '../../lib/numbers.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { abilitiesWords, matching, priceWords, windowWords } from './model-words.ts'

/** Which models a key opens: with how much they read and what they cost. */
export function ModelsDialog(props: { entry: Key; onClose: () => void }) {
  const [models, { refetch }] = createResource((_: true, info: { refetching: unknown }) =>
    listModels(props.entry.provider, { key_id: props.entry.id, refresh: Boolean(info.refetching) }),
  )
  return (
    <Dialog
      open
      wide
      onClose={props.onClose}
      title={`Models of ${props.entry.key_name}`}
      description="Prices are dollars for a million tokens, in and out."
      actions={
        <>
          <Button kind="quiet" disabled={models.loading} onClick={() => void refetch()}>
            <RefreshCw />
            Ask again
          </Button>
          <Button onClick={props.onClose}>Close</Button>
        </>
      }
    >
      <div class="flex min-h-60 flex-col gap-3">
        <Loaded resource={models} what="The models" onRetry={() => void refetch()}>
          {(page) => <Found models={page().items} />}
        </Loaded>
      </div>
    </Dialog>
  )
}

function Found(props: { models: readonly Model[] }) {
  const [search, setSearch] = createSignal('')
  const found = createMemo(() => matching(props.models, search()))
  return (
    <>
      <TextField
        label="Search models"
        hideLabel
        type="search"
        placeholder={`Search ${plural(props.models.length, 'model')}`}
        autocomplete="off"
        spellcheck={false}
        value={search()}
        onValue={setSearch}
      />
      <p role="status" class="sr-text">
        {plural(found().length, 'model')}
      </p>
      <Show
        when={found().length > 0}
        fallback={
          <p class="text-ui text-text-2">
            {props.models.length ? `No model has “${search()}”.` : 'The provider names no models for this key.'}
          </p>
        }
      >
        <ul
          tabindex={0}
          aria-label="Models"
          class="max-h-[50dvh] overflow-y-auto rounded-control border border-line px-3"
        >
          <For each={found()}>
            {(model) => (
              <li
                class="flex flex-wrap items-baseline gap-x-3 border-b border-line py-2 last:border-b-0"
                data-testid="model-row"
              >
                <span class="min-w-0 flex-1 basis-48 text-ui wrap-anywhere">
                  {model.name}
                  <Show when={model.name !== model.id}>
                    <span class="block font-mono text-meta text-text-2">{model.id}</span>
                  </Show>
                </span>
                <span class="text-small text-text-2">
                  {[windowWords(model), abilitiesWords(model), priceWords(model)].filter(Boolean).join(' · ')}
                </span>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </>
  )
}
