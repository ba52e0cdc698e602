import { Navigate, useParams } from '@solidjs/router'
import { createEffect, createResource, on, Show, type JSX } from 'solid-js'
import type { Project } from '#protocol/rest/projects.ts'
import { isMissing } from './api/client.ts'
import { wordsOf } from './api/error.ts'
import { NewThread } from './features/chat/new/new-thread.tsx'
import { ThreadPage } from './features/chat/thread-page.tsx'
import { NotHere } from './frame/not-here.tsx'
import { useTitle } from './lib/title.ts'
import { fetchProject, newestProject, projectById, rememberProject } from './state/projects.ts'
import { threadById } from './state/threads.ts'
import { Button } from './ui/button.tsx'
import { FieldError } from './ui/field-error.tsx'

/** `/`: the project that was open last, or the list where all of them are archived. */
export function Home() {
  const path = () => (newestProject() ? `/p/${newestProject()!.id}` : '/projects')
  return <Navigate href={path()} />
}

/**
 * Finds the project of the path: in the list, or at the server. Who is taken out of it while they look at it is told that
 * `what` they looked at is gone.
 */
function WithProject(props: { what: 'project' | 'thread'; children: (project: () => Project) => JSX.Element }) {
  const params = useParams<{ project_id: string }>()
  const [fetched, { refetch }] = createResource(
    () => (projectById(params.project_id) ? undefined : params.project_id),
    (id) => fetchProject(id).catch((error: unknown) => ({ error })),
  )
  const failure = () => {
    const answer = fetched.latest
    return answer && 'error' in answer && !projectById(params.project_id) ? answer.error : undefined
  }
  createEffect(
    on(
      () => projectById(params.project_id)?.id,
      (id) => id && rememberProject(id),
    ),
  )
  return (
    <Show
      when={projectById(params.project_id)}
      fallback={
        <Show when={failure()}>
          {(error) => (
            <Show when={!isMissing(error())} fallback={<NotHere what={props.what} />}>
              <div class="m-auto flex flex-col items-start gap-3 p-6">
                <FieldError text={wordsOf(error())} />
                <Button onClick={() => void refetch()}>Try again</Button>
              </div>
            </Show>
          )}
        </Show>
      }
    >
      {(project) => props.children(project)}
    </Show>
  )
}

export function NewThreadRoute() {
  return (
    <WithProject what="project">
      {(project) => {
        useTitle(() => `New thread in ${project().name}`)
        return <NewThread project={project()} />
      }}
    </WithProject>
  )
}

export function ThreadRoute() {
  const params = useParams<{ project_id: string; thread_id: string }>()
  return (
    <WithProject what="thread">
      {(project) => {
        useTitle(() => threadById(params.thread_id)?.title ?? project().name)
        return (
          <Show when={params.thread_id} keyed>
            {(thread_id) => <ThreadPage project={project()} thread_id={thread_id} />}
          </Show>
        )
      }}
    </WithProject>
  )
}
