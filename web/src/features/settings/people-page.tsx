import { createResource, createSignal, For, Show } from 'solid-js'
import type { Account } from '#protocol/rest/admin.ts'
import { listAccounts } from '../../api/admin.ts'
import { setPersonBudgets } from '../../api/budgets.ts'
import { day } from '../../lib/time.ts'
import { BudgetForm } from '../../parts/budgets/budget-form.tsx'
import { BudgetMeter } from '../../parts/budgets/budget-meter.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Page } from '../../parts/page.tsx'
import { createJob } from '../../state/job.ts'
import { user } from '../../state/session.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FieldError } from '../../ui/field-error.tsx'
import { toast } from '../../ui/toast.ts'

/** For admins: who has an account here, and what each may take. Nothing is asked of the server for anybody else. */
export function PeoplePage() {
  return (
    <Page
      title="People and limits"
      up={{ href: '/settings', name: 'settings' }}
      intro="Everyone who has an account on this server. A limit is for all that a person’s answers take; one that would pass it waits and asks first."
    >
      <Show when={user()?.is_admin} fallback={<p>Only an administrator of this server sees this page.</p>}>
        <People />
      </Show>
    </Page>
  )
}

function People() {
  const [first, { mutate, refetch }] = createResource(() => listAccounts())
  const [editing, setEditing] = createSignal<Account>()
  const more = createJob(async () => {
    const known = first.latest
    if (!known?.next_cursor) return
    const page = await listAccounts(known.next_cursor)
    mutate({ ...page, items: [...known.items, ...page.items] })
  })
  const changed = (id: string, budgets: Account['budgets']) =>
    mutate((page) => page && { ...page, items: page.items.map((one) => (one.id === id ? { ...one, budgets } : one)) })
  return (
    <>
      <Loaded resource={first} what="The people" onRetry={() => void refetch()}>
        {(page) => (
          <>
            <ul class="flex flex-col border-t border-line">
              <For each={page().items}>
                {(person) => <PersonRow person={person} onEdit={() => setEditing(person)} />}
              </For>
            </ul>
            <Show when={page().next_cursor}>
              <Button class="mt-4 self-start" busy={more.busy()} onClick={() => void more.run()}>
                Show more
              </Button>
            </Show>
            <FieldError text={more.error()} />
          </>
        )}
      </Loaded>
      <Show when={editing()} keyed>
        {(person) => (
          <LimitsDialog
            person={person}
            onSaved={(budgets) => changed(person.id, budgets)}
            onClose={() => setEditing()}
          />
        )}
      </Show>
    </>
  )
}

function PersonRow(props: { person: Account; onEdit: () => void }) {
  const isMe = () => props.person.id === user()?.id
  return (
    <li class="flex flex-wrap items-start gap-x-3 gap-y-3 border-b border-line py-3" data-testid="person-row">
      <Avatar name={props.person.username} mine={isMe()} class="mt-1" />
      <div class="min-w-0 flex-1 basis-44">
        <p class="truncate text-ui">
          <span class="font-medium">{props.person.username}</span>
          <span class="text-text-2">
            {isMe() ? ', you' : ''}
            {props.person.is_admin ? ', admin' : ''}
          </span>
        </p>
        <p class="truncate text-small text-text-2">
          {props.person.email} · since {day(props.person.created_at)}
        </p>
      </div>
      <div
        class={`flex w-64 flex-col gap-3 phone:order-last phone:w-full ${props.person.budgets.length ? '' : 'phone:hidden'}`}
      >
        <For each={props.person.budgets} fallback={<p class="py-1 text-ui text-text-2">No limit</p>}>
          {(budget) => <BudgetMeter budget={budget} />}
        </For>
      </div>
      <Button aria-label={`Limits of ${props.person.username}`} onClick={() => props.onEdit()}>
        Limits
      </Button>
    </li>
  )
}

function LimitsDialog(props: { person: Account; onSaved: (budgets: Account['budgets']) => void; onClose: () => void }) {
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={`Limits of ${props.person.username}`}
      description="Empty is no limit. Days and months are UTC, and what was spent before counts."
    >
      <BudgetForm
        budgets={props.person.budgets}
        onCancel={props.onClose}
        onSave={async (limits) => {
          props.onSaved(await setPersonBudgets(props.person.id, limits))
          toast('Limits saved')
          props.onClose()
        }}
      />
    </Dialog>
  )
}
