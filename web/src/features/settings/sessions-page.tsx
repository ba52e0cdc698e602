import { createResource, For, Show } from 'solid-js'
import type { Session } from '#protocol/rest/users.ts'
import { endSession, listSessions } from '../../api/users.ts'
import { now } from '../../lib/now.ts'
import { day, fullTime, relativeTime } from '../../lib/time.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { Page } from '../../parts/page.tsx'
import { createJob } from '../../state/job.ts'
import { signOut } from '../../state/session.ts'
import { announce } from '../../ui/announcer.tsx'
import { Button } from '../../ui/button.tsx'
import { FieldError } from '../../ui/field-error.tsx'
import { known } from '../../ui/known.ts'
import { agentName } from './user-agent.ts'

export function SessionsPage() {
  const [sessions, { refetch, mutate }] = createResource(async () => {
    const all = await listSessions()
    return all.sort((a, b) => Number(b.current) - Number(a.current) || b.last_used_at.localeCompare(a.last_used_at))
  })
  const end = createJob(async (ids: string[]) => {
    for (const id of ids) {
      await endSession(id)
      mutate((all) => all?.filter((one) => one.id !== id))
    }
    announce('Signed out there')
  })
  const others = () => (known(sessions) ?? []).filter((one) => !one.current)
  return (
    <Page
      title="Where you are signed in"
      up={{ href: '/settings', name: 'settings' }}
      intro="A browser that is signed out here has to sign in again within 15 minutes at most."
      action={
        <Show when={others().length > 1}>
          <Button busy={end.busy()} onClick={() => void end.run(others().map((one) => one.id))}>
            Sign out everywhere else
          </Button>
        </Show>
      }
    >
      <FieldError text={end.error() && `Not signed out. ${end.error()}`} />
      <Loaded resource={sessions} what="Your sessions" onRetry={() => void refetch()}>
        {(all) => (
          <ul class="flex flex-col border-t border-line">
            <For each={all()}>
              {(session) => <SessionRow session={session} busy={end.busy()} onEnd={() => void end.run([session.id])} />}
            </For>
          </ul>
        )}
      </Loaded>
    </Page>
  )
}

const knownAddress = (address: string) => (!address || address === 'unknown' ? 'Address unknown' : address)

function SessionRow(props: { session: Session; busy: boolean; onEnd: () => void }) {
  const leaving = createJob(signOut)
  return (
    <li class="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-3">
      <div class="min-w-0 flex-1 basis-56">
        <p class="text-ui font-medium" title={props.session.user_agent}>
          {agentName(props.session.user_agent)}
          <Show when={props.session.current}>
            <span class="font-normal text-text-2">, this browser</span>
          </Show>
        </p>
        <p class="text-small text-text-2">
          {knownAddress(props.session.address)} · since {day(props.session.created_at)} ·{' '}
          <time
            class="whitespace-nowrap"
            datetime={props.session.last_used_at}
            title={fullTime(props.session.last_used_at)}
          >
            used {relativeTime(props.session.last_used_at, now())}
          </time>
        </p>
        <FieldError text={leaving.error()} />
      </div>
      <Show
        when={props.session.current}
        fallback={
          <Button
            disabled={props.busy}
            aria-label={`Sign out ${agentName(props.session.user_agent)}`}
            onClick={() => props.onEnd()}
          >
            Sign out
          </Button>
        }
      >
        <Button busy={leaving.busy()} onClick={() => void leaving.run()}>
          Sign out here
        </Button>
      </Show>
    </li>
  )
}
