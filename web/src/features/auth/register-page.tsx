import { A, useLocation } from '@solidjs/router'
import { createSignal } from 'solid-js'
import { register } from '../../api/auth.ts'
import { createJob } from '../../state/job.ts'
import { signedIn } from '../../state/session.ts'
import { TextField } from '../../ui/text-field.tsx'
import { AuthFrame } from './auth-frame.tsx'
import { SubmitButton } from './submit-button.tsx'

export function RegisterPage() {
  const location = useLocation()
  const [username, setUsername] = createSignal('')
  const [email, setEmail] = createSignal('')
  const [password, setPassword] = createSignal('')
  const job = createJob(async () => signedIn(await register(username().trim(), email().trim(), password())))
  return (
    <AuthFrame title="Make an account" intro={<>on {globalThis.location.host}</>}>
      <form
        novalidate
        method="post"
        class="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void job.run()
        }}
      >
        <TextField
          label="Name"
          name="username"
          autocomplete="name"
          autofocus
          required
          value={username()}
          onValue={setUsername}
          error={job.fields()['username']}
          hint="Others in your threads see it."
        />
        <TextField
          label="Email"
          name="email"
          type="email"
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          required
          value={email()}
          onValue={setEmail}
          error={job.fields()['email']}
        />
        <TextField
          label="Password"
          name="password"
          type="password"
          autocomplete="new-password"
          required
          value={password()}
          onValue={setPassword}
          error={job.fields()['password']}
          hint="At least 10 characters."
        />
        <SubmitButton job={job} label="Make account" />
      </form>
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
