import { createSignal, Show } from 'solid-js'
import { PASSWORD_MIN } from '#protocol/limits.ts'
import { putPassword, putProfile } from '../../api/users.ts'
import { day } from '../../lib/time.ts'
import { createForm, Form } from '../../parts/form.tsx'
import { Page, Section } from '../../parts/page.tsx'
import { setUser, user } from '../../state/session.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.ts'
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
  const form = createForm(async () => {
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
      <Form
        form={form}
        class="max-w-96"
        actions={
          <Button type="submit" kind="filled" busy={form.busy()} disabled={!changed()}>
            Save
          </Button>
        }
      >
        <TextField label="Name" autocomplete="name" {...form.field('username', username, setUsername)} />
        <TextField label="Email" type="email" autocomplete="email" {...form.field('email', email, setEmail)} />
      </Form>
    </Section>
  )
}

function Password() {
  const [current, setCurrent] = createSignal('')
  const [next, setNext] = createSignal('')
  const form = createForm(async () => {
    await putPassword(current(), next())
    setCurrent('')
    setNext('')
    toast('Password changed, other sessions ended')
  })
  return (
    <Section title="Password" intro="Changing it ends every other session.">
      <Form
        form={form}
        method="post"
        class="max-w-96"
        actions={
          <Button type="submit" busy={form.busy()} disabled={!current() || !next() || form.wait() > 0}>
            Change password
          </Button>
        }
      >
        <input type="hidden" name="username" autocomplete="username" value={user()?.email ?? ''} />
        <TextField
          label="Current password"
          type="password"
          autocomplete="current-password"
          {...form.field('current_password', current, setCurrent)}
        />
        <TextField
          label="New password"
          type="password"
          autocomplete="new-password"
          hint={`At least ${PASSWORD_MIN} characters.`}
          {...form.field('new_password', next, setNext)}
        />
      </Form>
    </Section>
  )
}
