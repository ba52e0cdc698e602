import { A, useLocation } from '@solidjs/router'
import { createSignal } from 'solid-js'
import { register } from '../../api/auth.ts'
import { createForm } from '../../parts/form.tsx'
import { signedIn } from '../../state/session.ts'
import { TextField } from '../../ui/text-field.tsx'
import { AccountForm } from './account-form.tsx'
import { AuthFrame } from './auth-frame.tsx'

export function RegisterPage() {
  const location = useLocation()
  const [username, setUsername] = createSignal('')
  const [email, setEmail] = createSignal('')
  const [password, setPassword] = createSignal('')
  const form = createForm(async () => signedIn(await register(username().trim(), email().trim(), password())))
  return (
    <AuthFrame title="Make an account" intro={<>on {globalThis.location.host}</>}>
      <AccountForm
        isNew
        form={form}
        email={form.field('email', email, setEmail)}
        password={form.field('password', password, setPassword)}
        action="Make account"
      >
        <TextField
          label="Name"
          autocomplete="name"
          autofocus
          required
          hint="Others in your threads see it."
          {...form.field('username', username, setUsername)}
        />
      </AccountForm>
      <p class="text-ui text-text-2">
        Already have one?{' '}
        <A href={`/login${location.search}`} class="link">
          Sign in
        </A>
        . The first account here becomes the admin.
      </p>
    </AuthFrame>
  )
}
