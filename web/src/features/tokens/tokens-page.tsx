import { createResource, createSignal, For, Show } from 'solid-js'
import Plus from 'lucide-solid/icons/plus'
import { listTokens, type MadeToken } from '../../api/tokens.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { Page, Section } from '../../parts/page.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { HowTo } from './how-to.tsx'
import { MadeTokenDialog } from './made-token.tsx'
import { NewTokenDialog } from './new-token-dialog.tsx'
import { TokenRow } from './token-row.tsx'

export function TokensPage() {
  const [tokens, { refetch, mutate }] = createResource(listTokens)
  const [open, setOpen] = createSignal(false)
  const [made, setMade] = createSignal<MadeToken>()
  const onMade = (token: MadeToken) => {
    setOpen(false)
    setMade(token)
    void refetch()
  }
  return (
    <Page
      title="Access tokens"
      up={{ href: '/settings', name: 'settings' }}
      intro="With a token, other programs use your models and threads through Edgewise: editors, scripts, anything that speaks OpenAI’s format."
      action={
        <Button kind="filled" onClick={() => setOpen(true)}>
          <Plus />
          New token
        </Button>
      }
    >
      <Loaded resource={tokens} what="Your tokens" onRetry={() => void refetch()}>
        {(all) => (
          <Show
            when={all().length > 0}
            fallback={
              <EmptyState class="border-t border-line pt-4">No tokens yet. One is made for each program.</EmptyState>
            }
          >
            <ul class="flex flex-col border-t border-line">
              <For each={all()}>
                {(token) => (
                  <TokenRow token={token} onRevoked={(id) => mutate((rows) => rows?.filter((one) => one.id !== id))} />
                )}
              </For>
            </ul>
          </Show>
        )}
      </Loaded>
      <div class="mt-10">
        <Section
          title="How to use one"
          intro="Models are named PROVIDER/MODEL, or KEY NAME/MODEL for a key that isn’t the provider’s default; /v1/models lists them."
        >
          <HowTo token="$EDGEWISE_TOKEN" />
        </Section>
      </div>
      <Show when={open()}>
        <NewTokenDialog onMade={onMade} onClose={() => setOpen(false)} />
      </Show>
      <Show when={made()} keyed>
        {(token) => <MadeTokenDialog token={token} onClose={() => setMade(undefined)} />}
      </Show>
    </Page>
  )
}
