import { A } from '@solidjs/router'
import RefreshCw from 'lucide-solid/icons/refresh-cw'
import { Show } from 'solid-js'
import { IconButton } from '../../ui/icon-button.tsx'
import { modKey } from '../../ui/kbd.tsx'
import { hasOwn, keyCount, refreshGroup, type ModelGroup } from './catalog.ts'
import { closeModelPicker } from './open-model-picker.ts'

/** Under the list: what the figures mean, and what the keyboard can do. `group` is the one of the marked row. */
export function PickerFoot(props: { group: ModelGroup | undefined; onReload: () => void }) {
  return (
    <div class="flex min-h-10 flex-none items-center gap-3 border-t border-line ps-4 pe-2 text-meta text-text-3">
      <span class="min-w-0 flex-1">
        <Show when={keyCount() === 0} fallback="Dollars for 1M tokens, in / out">
          <A href="/settings/keys" class="link" onClick={closeModelPicker}>
            Add a key
          </A>{' '}
          {hasOwn() ? 'for more models.' : 'for a real model.'}
        </Show>
      </span>
      <span class="flex-none touch:hidden">{modKey} D marks a favorite</span>
      <IconButton
        name={props.group ? `Ask ${props.group.title} for its list again` : 'Ask again'}
        size="sm"
        data-testid="refresh-list"
        onClick={() => {
          if (props.group) void refreshGroup(props.group.id)
          else props.onReload()
        }}
      >
        <RefreshCw />
      </IconButton>
    </div>
  )
}
