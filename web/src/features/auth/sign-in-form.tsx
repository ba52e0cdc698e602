import { createSignal, onMount } from 'solid-js'
import { login } from '../../api/auth.ts'
import { ApiError } from '../../api/client.ts'
import { createJob } from '../../state/job.ts'
import { signedIn } from '../../state/session.ts'
import { TextField } from '../../ui/text-field.tsx'
import { SubmitButton } from './submit-button.tsx'

/** Email and password; `email` is given when the same person signs in again. */
export function SignInForm(props: { email?: string; onDone?: () => void }) {
  const [email, setEmail] = createSignal(props.email ?? '')
  const [password, setPassword] = createSignal('')
  const [refused, setRefused] = createSignal('')
  let form!: HTMLFormElement
  const job = createJob(async () => {
    setRefused('')
    try {
      const person = await login(email().trim(), password())
      setPassword('')
      signedIn(person)
      props.onDone?.()
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'invalid_credentials') throw error
      setRefused('Email and password do not match.')
      form.querySelector<HTMLInputElement>('[name=password]')?.select()
    }
  })
  onMount(() => form.querySelector<HTMLInputElement>(email() ? '[name=password]' : '[name=email]')?.focus())
  return (
    <form
      ref={form}
      novalidate
      method="post"
      class="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        void job.run()
      }}
    >
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
        autocomplete="current-password"
        required
        value={password()}
        onValue={setPassword}
        error={job.fields()['password'] ?? refused()}
      />
      <SubmitButton job={job} label="Sign in" />
    </form>
  )
}
