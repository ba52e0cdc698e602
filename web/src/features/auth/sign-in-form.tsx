import { createSignal, onMount } from 'solid-js'
import { login } from '../../api/auth.ts'
import { ApiError } from '../../api/client.ts'
import { createForm } from '../../parts/form.tsx'
import { signedIn } from '../../state/session.ts'
import { AccountForm } from './account-form.tsx'

/** Email and password; `email` is given when the same person signs in again. */
export function SignInForm(props: { email?: string; onDone?: () => void }) {
  const [email, setEmail] = createSignal(props.email ?? '')
  const [password, setPassword] = createSignal('')
  const [refused, setRefused] = createSignal('')
  let box!: HTMLDivElement
  const form = createForm(async () => {
    setRefused('')
    try {
      const person = await login(email().trim(), password())
      setPassword('')
      signedIn(person)
      props.onDone?.()
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'invalid_credentials') throw error
      setRefused('Email and password do not match.')
      box.querySelector<HTMLInputElement>('[name=password]')?.select()
    }
  })
  onMount(() => box.querySelector<HTMLInputElement>(email() ? '[name=password]' : '[name=email]')?.focus())
  return (
    <div ref={box}>
      <AccountForm
        form={form}
        email={form.field('email', email, setEmail)}
        password={form.field('password', password, setPassword)}
        refused={refused()}
        action="Sign in"
      />
    </div>
  )
}
