import RefreshCw from 'lucide-solid/icons/refresh-cw'
import X from 'lucide-solid/icons/x'
import { createSignal, Show } from 'solid-js'
import { isTyping } from '../lib/typed.ts'
import { drawerOpen } from '../state/shell.ts'
import { fitOf, serverVersion } from '../sync/server-version.ts'
import { Button } from '../ui/button.tsx'
import { confirm } from '../ui/confirm.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { createIdleReload } from './create-idle-reload.ts'
import { keepToldVersion, toldVersion } from './told-version.ts'

/** Over the page after a deploy: said once for each version, and until it is done where the two don't understand each other. */
export function NewVersion() {
  const [closed, setClosed] = createSignal(toldVersion())
  const fit = () => fitOf(serverVersion())
  const isShown = () => fit() === 'apart' || (fit() === 'newer' && closed() !== serverVersion())
  const reload = () => {
    keepToldVersion(serverVersion())
    location.reload()
  }
  createIdleReload({ isDue: () => fit() !== 'same' && toldVersion() !== serverVersion(), reload })

  async function askedFor(): Promise<void> {
    const question = {
      title: 'Reload now?',
      text: 'Messages and drafts are kept. What stands in the other fields of this page is lost.',
      action: 'Reload',
      keep: 'Not yet',
    }
    if (!isTyping('lost') || (await confirm(question))) reload()
  }
  return (
    <Show when={isShown()}>
      <div
        role="status"
        inert={drawerOpen()}
        data-testid="new-version"
        class={`flex flex-none flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-6 py-1.5 text-ui phone:px-4 ${fit() === 'apart' ? 'bg-warn-soft' : 'bg-sunk'}`}
      >
        <span class={`flex ${fit() === 'apart' ? 'text-warn' : 'text-text-2'}`}>
          <RefreshCw />
        </span>
        <span class="min-w-0 flex-1 basis-40">
          <Show when={fit() === 'apart'} fallback="A new version is here.">
            <b class="font-bold">A new version is here</b>, and this page can’t go on with it. What you wrote is kept.
          </Show>
        </span>
        <span class="flex items-center gap-1">
          <Button kind={fit() === 'apart' ? 'filled' : 'plain'} data-testid="reload" onClick={() => void askedFor()}>
            Reload
          </Button>
          <Show when={fit() === 'newer'}>
            <IconButton
              name="Close"
              data-testid="new-version-close"
              onClick={() => {
                keepToldVersion(serverVersion())
                setClosed(serverVersion())
              }}
            >
              <X />
            </IconButton>
          </Show>
        </span>
      </div>
    </Show>
  )
}
