import { A, useLocation } from '@solidjs/router'
import { createSignal } from 'solid-js'
import { register } from '../../api/auth.ts'
import { signedIn } from '../../state/session.ts'
import { createForm, Form } from '../../ui/form.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { AuthFrame } from './auth-frame.tsx'
import { SubmitButton, WAIT_WORDS } from './submit-button.tsx'

export function RegisterPage() {
  const location = useLocation()
  const [username, setUsername] = createSignal('')
  const [email, setEmail] = createSignal('')
  const [password, setPassword] = createSignal('')
  const form = createForm(async () => signedIn(await register(username().trim(), email().trim(), password())))
  return (
    <AuthFrame title="Make an account" intro={<>on {globalThis.location.host}</>}>
      <Form
        form={form}
        method="post"
        align="fill"
        waitWords={WAIT_WORDS}
        actions={<SubmitButton form={form} label="Make account" />}
      >
        <TextField
          label="Name"
          autocomplete="name"
          autofocus
          required
          hint="Others in your threads see it."
          {...form.field('username', username, setUsername)}
        />
        <TextField
          label="Email"
          type="email"
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          required
          {...form.field('email', email, setEmail)}
        />
        <TextField
          label="Password"
          type="password"
          autocomplete="new-password"
          required
          hint="At least 10 characters."
          {...form.field('password', password, setPassword)}
        />
      </Form>
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
