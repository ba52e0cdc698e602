import { createSignal, Show } from 'solid-js'
import { putPassword, putProfile } from '../../api/users.ts'
import { day } from '../../lib/time.ts'
import { createJob } from '../../state/job.ts'
import { setUser, user } from '../../state/session.ts'
import { Button } from '../../ui/button.tsx'
import { FieldError } from '../../ui/field-error.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.tsx'
import { DeleteAccount } from './delete-account.tsx'

export function ProfilePage() {
  return (
    <Page title="Account" up={{ href: '/settings', name: 'settings' }}>
      <Profile />
      <Password />
      <DeleteAccount />
    </Page>
  )
}

function Profile() {
  const [username, setUsername] = createSignal(user()?.username ?? '')
  const [email, setEmail] = createSignal(user()?.email ?? '')
  const changed = () => username().trim() !== user()?.username || email().trim() !== user()?.email
  const job = createJob(async () => {
    setUser(await putProfile({ username: username().trim(), email: email().trim() }))
    toast('Saved')
  })
  return (
    <Section
      title="Profile"
      intro={
        <Show when={user()}>
          {(me) => (
            <>
              Here since {day(me().created_at)}
              {me().is_admin ? ', as the admin of this server.' : '.'}
            </>
          )}
        </Show>
      }
    >
      <form
        novalidate
        class="flex max-w-96 flex-col items-stretch gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void job.run()
        }}
      >
        <TextField
          label="Name"
          name="username"
          autocomplete="name"
          value={username()}
          onValue={setUsername}
          error={job.fields()['username']}
        />
        <TextField
          label="Email"
          name="email"
          type="email"
          autocomplete="email"
          value={email()}
          onValue={setEmail}
          error={job.fields()['email']}
        />
        <FieldError text={job.error()} />
        <Button type="submit" kind="filled" class="self-start" busy={job.busy()} disabled={!changed()}>
          Save
        </Button>
      </form>
    </Section>
  )
}

function Password() {
  const [current, setCurrent] = createSignal('')
  const [next, setNext] = createSignal('')
  const job = createJob(async () => {
    await putPassword(current(), next())
    setCurrent('')
    setNext('')
    toast('Password changed, other sessions ended')
  })
  return (
    <Section title="Password" intro="Changing it ends every other session.">
      <form
        novalidate
        method="post"
        class="flex max-w-96 flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void job.run()
        }}
      >
        <input type="hidden" name="username" autocomplete="username" value={user()?.email ?? ''} />
        <TextField
          label="Current password"
          name="current_password"
          type="password"
          autocomplete="current-password"
          value={current()}
          onValue={setCurrent}
          error={job.fields()['current_password']}
        />
        <TextField
          label="New password"
          name="new_password"
          type="password"
          autocomplete="new-password"
          value={next()}
          onValue={setNext}
          error={job.fields()['new_password']}
          hint="At least 10 characters."
        />
        <FieldError text={job.error()} />
        <Button type="submit" class="self-start" busy={job.busy()} disabled={!current() || !next() || job.wait() > 0}>
          Change password
        </Button>
      </form>
    </Section>
  )
}
