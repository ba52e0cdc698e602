import { Show, type JSX } from 'solid-js'
import { Segmented } from '../../ui/segmented.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { spread, type AwsKey } from './aws-key.ts'
import type { Secret } from './create-secret.ts'

const kinds = [
  { value: 'pair', label: 'Access key' },
  { value: 'api', label: 'API key' },
] as const

/** The key itself: never shown as it is typed, never offered to a password manager. */
export function SecretFields(props: { secret: Secret; hint?: JSX.Element; error?: string; autofocus?: boolean }) {
  return (
    <Show
      when={props.secret.isAws()}
      fallback={
        <SecretField
          label="Key"
          name="provider-key"
          autofocus={props.autofocus}
          value={props.secret.plain()}
          onValue={props.secret.setPlain}
          error={props.error}
          hint={props.hint}
        />
      }
    >
      <AwsFields secret={props.secret} hint={props.hint} error={props.error} />
    </Show>
  )
}

function AwsFields(props: { secret: Secret; hint?: JSX.Element; error?: string }) {
  const set = (part: Partial<AwsKey>) => props.secret.setAws({ ...props.secret.aws(), ...part })
  return (
    <>
      <Segmented
        label="Kind of key"
        class="self-start"
        value={props.secret.aws().kind}
        segments={kinds}
        onChange={(kind) => set({ kind })}
      />
      <Show
        when={props.secret.aws().kind === 'pair'}
        fallback={
          <SecretField
            label="Bedrock API key"
            name="aws-api-key"
            value={props.secret.aws().api}
            onValue={(api) => set({ api })}
            error={props.error}
            hint={props.hint}
          />
        }
      >
        <TextField
          label="Access key ID"
          name="aws-access-key-id"
          mono
          autocomplete="off"
          spellcheck={false}
          placeholder="AKIA…"
          value={props.secret.aws().access}
          onValue={(typed) => props.secret.setAws(spread(props.secret.aws(), typed))}
          error={props.error}
        />
        <SecretField
          label="Secret access key"
          name="aws-secret"
          value={props.secret.aws().secret}
          onValue={(secret) => set({ secret })}
          hint={props.hint}
        />
        <SecretField
          label="Session token"
          name="aws-session"
          value={props.secret.aws().session}
          onValue={(session) => set({ session })}
          hint="Only for a temporary key, whose ID begins with ASIA. It ends within hours."
        />
      </Show>
    </>
  )
}

function SecretField(props: {
  label: string
  name: string
  value: string
  onValue: (value: string) => void
  error?: string
  hint?: JSX.Element
  autofocus?: boolean
}) {
  return (
    <TextField
      {...props}
      type="password"
      mono
      autocomplete="off"
      data-1p-ignore
      data-lpignore="true"
      spellcheck={false}
    />
  )
}
