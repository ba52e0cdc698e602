import { A } from '@solidjs/router'
import { createSignal, onCleanup, Show } from 'solid-js'
import Archive from 'lucide-solid/icons/archive'
import ArchiveRestore from 'lucide-solid/icons/archive-restore'
import Ellipsis from 'lucide-solid/icons/ellipsis'
import GitFork from 'lucide-solid/icons/git-fork'
import Pencil from 'lucide-solid/icons/pencil'
import Trash from 'lucide-solid/icons/trash'
import { listenLongPress } from '../../lib/long-press.ts'
import { now } from '../../lib/now.ts'
import { fullTime, listTime } from '../../lib/time.ts'
import type { ThreadRow as Row } from '../../state/thread-rows.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu, openMenu, type MenuEntry } from '../../ui/menu.tsx'
import { previewOf } from './preview.ts'
import { RenameField } from './rename-field.tsx'
import type { ThreadActions } from './thread-actions.ts'
import { ThreadBadges } from './thread-badges.tsx'

export function ThreadRow(props: {
  row: Row
  active: boolean
  canWrite: boolean
  /** Where a search over all projects found it. */
  project?: string
  actions: ThreadActions
  onPick: () => void
}) {
  const [renaming, setRenaming] = createSignal(false)
  /** Whoever has it open reads it; the room hears of that a moment later. */
  const unread = () => (props.active ? 0 : props.row.unread)
  let link: HTMLAnchorElement | undefined
  const entries = (): MenuEntry[] => [
    { label: 'Rename', icon: Pencil, onSelect: () => setRenaming(true) },
    { label: 'Continue in a new thread', icon: GitFork, onSelect: () => props.actions.fork(props.row) },
    props.row.archived
      ? { label: 'Bring back', icon: ArchiveRestore, onSelect: () => props.actions.unarchive(props.row) }
      : { label: 'Archive', icon: Archive, onSelect: () => props.actions.archive(props.row) },
    'line',
    { label: 'Delete', icon: Trash, danger: true, onSelect: () => props.actions.remove(props.row) },
  ]
  const openAt = (x: number, y: number) =>
    openMenu({
      label: props.row.title,
      entries: entries(),
      anchor: { x, y },
      header: () => <SheetHeader row={props.row} />,
    })
  return (
    <li class="group relative" data-testid="thread-item">
      <Show
        when={!renaming()}
        fallback={
          <RenameField
            title={props.row.title}
            onDone={(title) => {
              setRenaming(false)
              link?.focus()
              if (title && title !== props.row.title) props.actions.rename(props.row, title)
            }}
          />
        }
      >
        <A
          href={`/p/${props.row.project_id}/t/${props.row.id}`}
          aria-current={props.active ? 'page' : undefined}
          ref={(element) => {
            link = element
            if (props.canWrite) onCleanup(listenLongPress(element, ({ x, y }) => openAt(x, y)))
          }}
          onContextMenu={(event) => {
            if (!props.canWrite) return
            event.preventDefault()
            openAt(event.clientX, event.clientY)
          }}
          onClick={() => props.onPick()}
          class={`block rounded-control px-2 py-[6px] select-none touch:py-2.5 ${props.active ? 'bg-selected' : 'hover:bg-hover'}`}
        >
          <span class="flex items-baseline gap-2">
            <span class={`min-w-0 flex-1 truncate text-ui ${unread() ? 'font-bold' : 'font-medium'}`}>
              {props.row.title}
            </span>
            <time
              datetime={props.row.last_activity_at}
              title={fullTime(props.row.last_activity_at)}
              class={`flex-none text-meta text-text-3 ${props.canWrite ? 'group-focus-within:invisible group-hover:invisible touch:visible!' : ''}`}
            >
              {listTime(props.row.last_activity_at, now())}
            </time>
          </span>
          <span class="flex items-center gap-2 text-small text-text-2">
            <span class="min-w-0 flex-1 truncate">
              <Show when={props.project}>{props.project}: </Show>
              {previewOf(props.row)}
            </span>
            <ThreadBadges row={props.row} unread={unread()} />
          </span>
        </A>
        <Show when={props.canWrite}>
          <span class="absolute end-1 top-0.5 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 has-aria-expanded:opacity-100 touch:hidden">
            <Menu
              label={props.row.title}
              entries={entries}
              trigger={(trigger) => (
                <IconButton {...trigger} name={`Actions for ${props.row.title}`} data-tip="" size="sm" class="size-6!">
                  <Ellipsis />
                </IconButton>
              )}
            />
          </span>
        </Show>
      </Show>
    </li>
  )
}

function SheetHeader(props: { row: Row }) {
  return (
    <div class="flex flex-col">
      <span class="truncate text-ui font-medium">{props.row.title}</span>
      <span class="truncate text-small text-text-2">{previewOf(props.row)}</span>
    </div>
  )
}
