import type { JSX } from 'solid-js'
import { PASSWORD_MIN } from '#protocol/limits.ts'
import { Form, type createForm } from '../../parts/form.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { SubmitButton, WAIT_WORDS } from './submit-button.tsx'

type FormState = ReturnType<typeof createForm>
type Typed = ReturnType<FormState['field']>

/** Email and password as browsers and password managers know them, of an account that is there or of a new one. */
export function AccountForm(props: {
  form: FormState
  email: Typed
  password: Typed
  /** What the server said of both together. */
  refused?: string
  action: string
  isNew?: boolean
  /** Fields above. */
  children?: JSX.Element
}) {
  return (
    <Form
      form={props.form}
      method="post"
      align="fill"
      waitWords={WAIT_WORDS}
      actions={<SubmitButton form={props.form} label={props.action} />}
    >
      {props.children}
      <TextField
        label="Email"
        type="email"
        autocomplete="username"
        autocapitalize="none"
        spellcheck={false}
        required
        {...props.email}
      />
      <TextField
        label="Password"
        type="password"
        autocomplete={props.isNew ? 'new-password' : 'current-password'}
        required
        hint={props.isNew ? `At least ${PASSWORD_MIN} characters.` : undefined}
        {...props.password}
        error={props.password.error ?? props.refused}
      />
    </Form>
  )
}
