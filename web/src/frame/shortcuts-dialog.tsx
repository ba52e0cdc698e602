import { For } from 'solid-js'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Kbd, modKey } from '../ui/kbd.tsx'
import { shortcutList } from './shortcut-list.ts'

export function ShortcutsDialog(props: { onClose: () => void }) {
  return (
    <Dialog
      open
      onClose={props.onClose}
      title="Keyboard shortcuts"
      actions={
        <Button autofocus onClick={props.onClose}>
          Close
        </Button>
      }
    >
      <For each={shortcutList}>
        {(group) => (
          <section>
            <h3 class="pb-1 text-meta text-text-3">{group.group}</h3>
            <dl>
              <For each={group.rows}>
                {(row) => (
                  <div class="flex items-center justify-between gap-4 border-b border-line py-1.5 last:border-b-0">
                    <dt class="text-ui">{row.does}</dt>
                    <dd class="flex-none">
                      <Kbd keys={row.keys.map((key) => (key === 'Mod' ? modKey : key))} />
                    </dd>
                  </div>
                )}
              </For>
            </dl>
          </section>
        )}
      </For>
    </Dialog>
  )
}
