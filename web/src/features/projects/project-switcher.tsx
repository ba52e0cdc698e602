import { useNavigate } from '@solidjs/router'
import { createSignal, lazy, Show, Suspense } from 'solid-js'
import Archive from 'lucide-solid/icons/archive'
import ChevronsUpDown from 'lucide-solid/icons/chevrons-up-down'
import Folders from 'lucide-solid/icons/folders'
import Plus from 'lucide-solid/icons/plus'
import Settings2 from 'lucide-solid/icons/settings-2'
import type { Project } from '#protocol/rest/projects.ts'
import { plural } from '../../lib/numbers.ts'
import { activeProjects, archivedProjects } from '../../state/projects.ts'
import { setDrawerOpen } from '../../state/shell.ts'
import { ColorDot } from '../../ui/color-dot.tsx'
import { Menu, type MenuEntry } from '../../ui/menu.tsx'

const NewProjectDialog = lazy(() =>
  import('./new-project-dialog.tsx').then((all) => ({ default: all.NewProjectDialog })),
)

export function ProjectSwitcher(props: { project: Project | undefined }) {
  const navigate = useNavigate()
  const [creating, setCreating] = createSignal(false)
  const go = (path: string) => {
    setDrawerOpen(false)
    navigate(path)
  }
  const entries = (): MenuEntry[] => {
    const { project } = props
    const archived = archivedProjects().length
    return [
      ...activeProjects().map((one) => ({
        label: one.name,
        color: one.color,
        note: one.thread_count ? plural(one.thread_count, 'thread') : undefined,
        checked: one.id === project?.id,
        onSelect: () => go(`/p/${one.id}`),
      })),
      'line',
      { label: 'New project', icon: Plus, onSelect: () => setCreating(true) },
      ...(project
        ? [{ label: `Settings of ${project.name}`, icon: Settings2, onSelect: () => go(`/projects/${project.id}`) }]
        : []),
      { label: 'All projects', icon: Folders, onSelect: () => go('/projects') },
      ...(archived
        ? [{ label: 'Archived', icon: Archive, note: String(archived), onSelect: () => go('/projects#archived') }]
        : []),
    ]
  }
  return (
    <>
      <Menu
        label="Projects"
        align="start"
        entries={entries}
        trigger={(trigger) => (
          <button
            type="button"
            {...trigger}
            aria-label={`Project ${props.project?.name ?? ''}, switch`}
            class="flex h-8 w-full items-center gap-2.5 rounded-control px-2 text-ui hover:bg-hover aria-expanded:bg-hover touch:h-11"
          >
            <Show when={props.project} fallback={<span class="flex-1 text-start text-text-2">No project</span>}>
              {(project) => (
                <>
                  <ColorDot color={project().color} />
                  <span class="min-w-0 flex-1 truncate text-start font-medium">{project().name}</span>
                </>
              )}
            </Show>
            <span class="flex text-text-2">
              <ChevronsUpDown />
            </span>
          </button>
        )}
      />
      <Show when={creating()}>
        <Suspense>
          <NewProjectDialog
            onClose={() => setCreating(false)}
            onMade={(project) => {
              setCreating(false)
              go(`/p/${project.id}`)
            }}
          />
        </Suspense>
      </Show>
    </>
  )
}
