import { A, useNavigate, useParams } from '@solidjs/router'
import { createResource, Show } from 'solid-js'
import type { Project } from '#protocol/rest/projects.ts'
import { plural } from '../../lib/numbers.ts'
import { Page, Section } from '../../parts/page.tsx'
import { TryAgain } from '../../parts/try-again.tsx'
import { createJob } from '../../state/job.ts'
import { deleteProject, fetchProject, projectById, updateProject } from '../../state/projects.ts'
import { Button } from '../../ui/button.tsx'
import { ColorDot } from '../../ui/color-dot.tsx'
import { confirm } from '../../ui/confirm.ts'
import { FieldError } from '../../ui/field-error.tsx'
import { toast } from '../../ui/toast.ts'
import { Members } from './members.tsx'
import { ProjectBudgets } from './project-budgets.tsx'
import { ProjectForm } from './project-form.tsx'

export function ProjectPage() {
  const params = useParams<{ project_id: string }>()
  const [fetched, { refetch }] = createResource(
    () => params.project_id,
    (id) => fetchProject(id).then(() => id),
  )
  return (
    <Show
      when={projectById(params.project_id)}
      keyed={false}
      fallback={
        <Page title="Project" up={{ href: '/projects', name: 'all projects' }}>
          <Show when={fetched.error}>
            {(error) => <TryAgain what="The project" error={error()} onRetry={() => void refetch()} />}
          </Show>
        </Page>
      }
    >
      {(project) => (
        <Page
          title={project().name}
          up={{ href: '/projects', name: 'all projects' }}
          action={
            <A
              href={`/p/${project().id}`}
              class="inline-flex min-h-8 items-center gap-2 rounded-control border border-line-2 bg-raised px-3 text-ui font-medium hover:bg-hover touch:min-h-11"
            >
              <ColorDot color={project().color} />
              Open
            </A>
          }
        >
          <Show when={project().id} keyed>
            <ProjectForm project={project()} />
            <Members project={project()} />
            <ProjectBudgets project={project()} />
            <Endings project={project()} />
          </Show>
        </Page>
      )}
    </Show>
  )
}

/** Archive and delete. */
function Endings(props: { project: Project }) {
  const navigate = useNavigate()
  const archive = createJob(async () => {
    const { id, archived } = props.project
    await updateProject(id, { archived: !archived })
    if (!archived) toast('Project archived', { undo: () => void updateProject(id, { archived: false }) })
  })
  const remove = createJob(async () => {
    const { id, name, thread_count } = props.project
    const sure = await confirm({
      title: `Delete ${name}?`,
      text: `Its ${plural(thread_count, 'thread')} and files go with it, for everyone in it. This can’t be undone.`,
      action: 'Delete project',
      keep: 'Keep it',
    })
    if (!sure) return
    navigate('/projects')
    await deleteProject(id)
  })
  return (
    <Show when={props.project.role !== 'viewer'}>
      <Section
        title={props.project.archived ? 'Archived' : 'Archive'}
        intro={
          props.project.archived
            ? 'It is out of the lists. Its threads can be read and found.'
            : 'Takes it out of the lists. Nothing is lost, and it can be brought back.'
        }
        action={
          <Button busy={archive.busy()} onClick={() => void archive.run()}>
            {props.project.archived ? 'Bring back' : 'Archive'}
          </Button>
        }
      >
        <FieldError text={archive.error()} />
      </Section>
      <Show when={props.project.role === 'owner'}>
        <Section
          title="Delete"
          intro="The project, its threads and files, for everyone in it."
          action={
            <Button kind="danger" busy={remove.busy()} onClick={() => void remove.run()}>
              Delete project
            </Button>
          }
        >
          <FieldError text={remove.error()} />
        </Section>
      </Show>
    </Show>
  )
}
