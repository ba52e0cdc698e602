import { useNavigate } from '@solidjs/router'
import { Show } from 'solid-js'
import type { Project } from '#protocol/rest/projects.ts'
import type { StopReason } from '../../sync/connection.ts'
import { Button } from '../../ui/button.tsx'

/** The room does not want this browser back: the thread is gone, or no longer this person's. */
export function ThreadGone(props: { reason: { reason: StopReason; words: string } | null; project: Project }) {
  const navigate = useNavigate()
  const isSignedOut = () => props.reason?.reason === 'unauthorized'
  return (
    <div class="m-auto flex max-w-[34rem] flex-col items-start gap-3 p-6" role="alert" data-testid="thread-gone">
      <h2 class="text-title font-bold">{isSignedOut() ? 'You are signed out.' : 'This thread is not here.'}</h2>
      <p class="text-ui text-text-2">
        <Show when={props.reason?.words} fallback="It was deleted, or it is not shared with you any more.">
          {props.reason?.words}
        </Show>
      </p>
      <Button kind="filled" onClick={() => (isSignedOut() ? location.reload() : navigate(`/p/${props.project.id}`))}>
        {isSignedOut() ? 'Sign in' : `Go to ${props.project.name}`}
      </Button>
    </div>
  )
}
