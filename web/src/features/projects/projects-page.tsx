import { A, useNavigate } from '@solidjs/router'
import { createSignal, For, Show } from 'solid-js'
import Archive from 'lucide-solid/icons/archive'
import ArchiveRestore from 'lucide-solid/icons/archive-restore'
import Copy from 'lucide-solid/icons/copy'
import Ellipsis from 'lucide-solid/icons/ellipsis'
import Plus from 'lucide-solid/icons/plus'
import Settings2 from 'lucide-solid/icons/settings-2'
import type { Project } from '#protocol/rest/projects.ts'
import { now } from '../../lib/now.ts'
import { plural } from '../../lib/numbers.ts'
import { listTime } from '../../lib/time.ts'
import { Page, Section } from '../../parts/page.tsx'
import { createJob } from '../../state/job.ts'
import { activeProjects, archivedProjects, duplicateProject, updateProject } from '../../state/projects.ts'
import { Button } from '../../ui/button.tsx'
import { ColorDot } from '../../ui/color-dot.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FieldError } from '../../ui/field-error.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu, type MenuEntry } from '../../ui/menu.tsx'
import { toast } from '../../ui/toast.ts'
import { NewProjectDialog } from './new-project-dialog.tsx'

export function ProjectsPage() {
  const navigate = useNavigate()
  const [creating, setCreating] = createSignal(false)
  const make = (
    <Button kind="filled" onClick={() => setCreating(true)}>
      <Plus />
      New project
    </Button>
  )
  return (
    <Page title="Projects" action={make}>
      <Show
        when={activeProjects().length > 0}
        fallback={<EmptyState>No projects yet. A project holds threads and the people who share them.</EmptyState>}
      >
        <ul class="flex flex-col border-t border-line">
          <For each={activeProjects()}>{(project) => <ProjectRow project={project} />}</For>
        </ul>
      </Show>
      <Show when={archivedProjects().length > 0}>
        <div id="archived" class="mt-10">
          <Section title="Archived">
            <ul class="flex flex-col border-t border-line">
              <For each={archivedProjects()}>{(project) => <ProjectRow project={project} />}</For>
            </ul>
          </Section>
        </div>
      </Show>
      <Show when={creating()}>
        <NewProjectDialog onClose={() => setCreating(false)} onMade={(project) => navigate(`/p/${project.id}`)} />
      </Show>
    </Page>
  )
}

function ProjectRow(props: { project: Project }) {
  const navigate = useNavigate()
  const job = createJob(async (what: () => Promise<void>) => what())
  const archive = (archived: boolean) => async () => {
    await updateProject(props.project.id, { archived })
    if (!archived) return
    const { id } = props.project
    toast('Project archived', { undo: () => void updateProject(id, { archived: false }) })
  }
  const copy = async () => {
    const made = await duplicateProject(props.project.id)
    navigate(`/projects/${made.id}`)
  }
  const entries = (): MenuEntry[] => [
    { label: 'Settings and members', icon: Settings2, onSelect: () => navigate(`/projects/${props.project.id}`) },
    { label: 'Copy without threads', icon: Copy, onSelect: () => void job.run(copy) },
    ...(props.project.role === 'viewer'
      ? []
      : [
          props.project.archived
            ? { label: 'Bring back', icon: ArchiveRestore, onSelect: () => void job.run(archive(false)) }
            : { label: 'Archive', icon: Archive, onSelect: () => void job.run(archive(true)) },
        ]),
  ]
  return (
    <li class="flex items-center gap-3 border-b border-line py-2" data-testid="project-row">
      <ColorDot color={props.project.color} />
      <A href={`/p/${props.project.id}`} class="min-w-0 flex-1 rounded-control py-1 hover:text-accent">
        <span class="block truncate text-ui font-medium">{props.project.name}</span>
        <span class="block truncate text-small text-text-2">
          {plural(props.project.thread_count, 'thread')} · changed {listTime(props.project.updated_at, now())}
          {props.project.role === 'owner'
            ? ''
            : ` · you are ${props.project.role === 'editor' ? 'an editor' : 'a viewer'}`}
          {props.project.description && ` · ${props.project.description}`}
        </span>
        <FieldError text={job.error()} />
      </A>
      <Menu
        label={props.project.name}
        entries={entries}
        trigger={(trigger) => (
          <IconButton {...trigger} name={`Actions for ${props.project.name}`}>
            <Ellipsis />
          </IconButton>
        )}
      />
    </li>
  )
}
