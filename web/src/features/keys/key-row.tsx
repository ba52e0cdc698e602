import { createSignal, Show } from 'solid-js'
import Ellipsis from 'lucide-solid/icons/ellipsis'
import List from 'lucide-solid/icons/list'
import Pause from 'lucide-solid/icons/pause'
import Pencil from 'lucide-solid/icons/pencil'
import Play from 'lucide-solid/icons/play'
import RefreshCcw from 'lucide-solid/icons/refresh-ccw'
import Star from 'lucide-solid/icons/star'
import Trash from 'lucide-solid/icons/trash'
import type { Key, KeyTest } from '#protocol/rest/keys.ts'
import type { Provider } from '#protocol/rest/providers.ts'
import { deleteKey, testKey, updateKey, type KeyChange } from '../../api/keys.ts'
import { now } from '../../lib/now.ts'
import { relativeTime } from '../../lib/time.ts'
import { createJob } from '../../state/job.ts'
import { Button } from '../../ui/button.tsx'
import { confirm } from '../../ui/confirm.ts'
import { FieldError } from '../../ui/field-error.tsx'
import { focusTitle } from '../../ui/focus-title.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu, type MenuEntry } from '../../ui/menu.tsx'
import { KeyResult } from './key-result.tsx'

export function KeyRow(props: {
  entry: Key
  provider: Provider
  onChanged: () => Promise<unknown>
  onEdit: () => void
  onReplace: () => void
  onModels: () => void
}) {
  const [result, setResult] = createSignal<KeyTest>()
  const test = createJob(async () => void setResult(await testKey(props.entry.id)))
  const change = createJob(async (what: KeyChange) => {
    await updateKey(props.entry.id, what)
    await props.onChanged()
  })
  const remove = createJob(async () => {
    const sure = await confirm({
      title: `Delete the key ${props.entry.key_name}?`,
      text: 'Threads that use it need another key to go on. What they hold stays.',
      action: 'Delete key',
      keep: 'Keep it',
    })
    if (!sure) return
    await deleteKey(props.entry.id)
    await props.onChanged()
    focusTitle()
  })
  const entries = (): MenuEntry[] => [
    { label: 'Models', icon: List, onSelect: props.onModels },
    { label: 'Change name and address', icon: Pencil, onSelect: props.onEdit },
    { label: 'Replace the key', icon: RefreshCcw, onSelect: props.onReplace },
    ...(props.entry.is_default || !props.entry.is_active
      ? []
      : [
          {
            label: `Default for ${props.provider.name}`,
            icon: Star,
            onSelect: () => void change.run({ is_default: true }),
          },
        ]),
    props.entry.is_active
      ? { label: 'Pause', icon: Pause, onSelect: () => void change.run({ is_active: false }) }
      : { label: 'Use again', icon: Play, onSelect: () => void change.run({ is_active: true }) },
    'line',
    { label: 'Delete', icon: Trash, danger: true, onSelect: () => void remove.run() },
  ]
  return (
    <li class="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-3" data-testid="key-row">
      <div class="min-w-0 flex-1 basis-44">
        <p class="text-ui wrap-anywhere">
          <span class="font-medium">{props.entry.key_name}</span>
          <span class="text-text-2">
            {props.entry.is_default ? ', default' : ''}
            {props.entry.is_active ? '' : ', paused'}
          </span>
        </p>
        <p class="text-small wrap-anywhere text-text-2">
          {props.provider.name}
          <Show when={props.entry.base_url}> · {props.entry.base_url}</Show>
          <Show when={props.entry.region}>
            {' · '}
            <span class="whitespace-nowrap">{props.entry.region}</span>
          </Show>
          <Show when={props.entry.last_four}>
            {' · '}
            <span class="whitespace-nowrap">
              ends in <span class="font-mono text-meta">{props.entry.last_four}</span>
            </span>
          </Show>
          {' · '}
          <span class="whitespace-nowrap">
            {props.entry.last_used_at ? `used ${relativeTime(props.entry.last_used_at, now())}` : 'not used yet'}
          </span>
        </p>
        <KeyResult
          testing={test.busy()}
          result={result()}
          error={test.error()}
          provider={props.provider}
          base_url={props.entry.base_url}
          withLink
        />
        <Show when={!test.busy() && result()?.ok && result()?.models?.length}>
          <button type="button" class="link w-fit text-small touch:py-2" onClick={() => props.onModels()}>
            Show the models
          </button>
        </Show>
        <FieldError text={change.error() || remove.error()} />
      </div>
      <div class="flex flex-none items-center gap-2">
        <Button aria-label={`Test ${props.entry.key_name}`} onClick={() => void test.run()}>
          Test
        </Button>
        <Menu
          label={props.entry.key_name}
          entries={entries}
          trigger={(trigger) => (
            <IconButton {...trigger} name={`Actions for ${props.entry.key_name}`}>
              <Ellipsis />
            </IconButton>
          )}
        />
      </div>
    </li>
  )
}
