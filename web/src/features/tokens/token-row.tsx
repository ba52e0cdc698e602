import { For, Show } from 'solid-js'
import type { Token } from '#protocol/rest/tokens.ts'
import { deleteToken } from '../../api/tokens.ts'
import { cost, nano } from '../../lib/dollars.ts'
import { now } from '../../lib/now.ts'
import { tokens } from '../../lib/numbers.ts'
import { day, fullTime, relativeTime } from '../../lib/time.ts'
import { LimitBar } from '../../parts/budgets/budget-meter.tsx'
import { limitsOf, periodWords } from '../../parts/budgets/budgets.ts'
import { createJob } from '../../state/job.ts'
import { projectById } from '../../state/projects.ts'
import { Button } from '../../ui/button.tsx'
import { confirm } from '../../ui/confirm.ts'
import { FieldError } from '../../ui/field-error.tsx'
import { focusTitle } from '../../ui/focus-title.ts'
import { toast } from '../../ui/toast.ts'
import { hasEnded } from './expiry.ts'
import { scopesWords } from './scopes.ts'

export function TokenRow(props: { token: Token; onRevoked: (id: string) => void }) {
  const revoke = createJob(async () => {
    const { id, name } = props.token
    const sure = await confirm({
      title: `Revoke ${name}?`,
      text: 'Programs that use it are refused at once. This can’t be undone; a new one can be made.',
      action: 'Revoke token',
      keep: 'Keep it',
    })
    if (!sure) return
    await deleteToken(id)
    props.onRevoked(id)
    focusTitle()
    toast('Token revoked')
  })
  const ended = () => hasEnded(props.token.expires_at, now())
  const ends = () => {
    const { expires_at } = props.token
    if (!expires_at) return 'never expires'
    return `${ended() ? 'expired' : 'expires'} ${day(expires_at, now())}`
  }
  const project = () =>
    props.token.project_id ? `${projectById(props.token.project_id)?.name ?? 'one project'} only` : 'all projects'
  return (
    <li class="flex flex-wrap items-start gap-x-4 gap-y-2 border-b border-line py-3" data-testid="token-row">
      <div class="flex min-w-0 flex-1 basis-44 flex-col gap-0.5">
        <p class="text-ui wrap-anywhere">
          <span class="font-medium">{props.token.name}</span>
          <Show when={ended()}>
            <span class="text-bad">, expired</span>
          </Show>
        </p>
        <p class="text-small wrap-anywhere text-text-2">
          {scopesWords(props.token.scopes)} · {project()} ·{' '}
          <span class="whitespace-nowrap">
            ends in <span class="font-mono text-meta">{props.token.last_four}</span>
          </span>
        </p>
        <p class="text-small text-text-2">
          <span class="whitespace-nowrap">made {day(props.token.created_at, now())}</span> ·{' '}
          <span class="whitespace-nowrap" title={props.token.expires_at ? fullTime(props.token.expires_at) : undefined}>
            {ends()}
          </span>{' '}
          ·{' '}
          <span class="whitespace-nowrap">
            {props.token.last_used_at ? `used ${relativeTime(props.token.last_used_at, now())}` : 'not used yet'}
          </span>
        </p>
        <FieldError text={revoke.error() && `Not revoked. ${revoke.error()}`} />
      </div>
      <Spent token={props.token} />
      <Button
        kind="quiet"
        busy={revoke.busy()}
        aria-label={`Revoke ${props.token.name}`}
        onClick={() => void revoke.run()}
      >
        Revoke
      </Button>
    </li>
  )
}

/** What it took of its budget, or in all. */
function Spent(props: { token: Token }) {
  const limits = () =>
    limitsOf({
      limit_usd: props.token.budget_usd,
      limit_tokens: props.token.budget_tokens,
      spent_usd: props.token.spent_usd,
      spent_tokens: props.token.spent_tokens,
    })
  return (
    <div class="flex w-52 flex-col gap-1.5 pt-0.5 text-small phone:order-last phone:w-full">
      <For
        each={limits()}
        fallback={
          <p class="text-text-2">
            {cost(nano(props.token.spent_usd))}, {tokens(props.token.spent_tokens)} tokens; no budget
          </p>
        }
      >
        {(limit) => (
          <>
            <p>
              {limit.spentWords} of {limit.limitWords}{' '}
              <span class="text-text-2">{periodWords(props.token.budget_period)}</span>
              <Show when={limit.share >= 1}>
                <span class="text-bad">, used up</span>
              </Show>
            </p>
            <LimitBar limit={limit} label={`Budget of ${props.token.name}`} />
          </>
        )}
      </For>
    </div>
  )
}
