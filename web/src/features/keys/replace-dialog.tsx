import { createSignal, Show } from 'solid-js'
import type { Key } from '#protocol/rest/keys.ts'
import type { Provider } from '#protocol/rest/providers.ts'
import { updateKey } from '../../api/keys.ts'
import { createForm, Form } from '../../parts/form.tsx'
import { createJob } from '../../state/job.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FieldError } from '../../ui/field-error.tsx'
import { toast } from '../../ui/toast.ts'
import { createSecret } from './create-secret.ts'
import { KeyResult } from './key-result.tsx'
import { KeysLink } from './keys-link.tsx'
import { fieldsOf } from './provider-fields.ts'
import { rotateKey, type Rotation } from './rotate-key.ts'
import { SecretFields } from './secret-fields.tsx'

/** A new key in the place of an old one: the old one stays in use until the provider has accepted the new one. */
export function ReplaceDialog(props: { entry: Key; provider: Provider; onReplaced: () => void; onClose: () => void }) {
  const secret = createSecret(() => fieldsOf(props.provider).aws)
  const [outcome, setOutcome] = createSignal<Rotation>()
  const done = () => {
    secret.clear()
    props.onReplaced()
    toast(`${props.entry.key_name} replaced`)
    props.onClose()
  }
  const form = createForm(async () => {
    setOutcome(undefined)
    const rotation = await rotateKey(props.entry, secret.text())
    setOutcome(rotation)
    if (rotation.replaced) done()
  })
  const anyway = createJob(async () => {
    await updateKey(props.entry.id, { key: secret.text() })
    done()
  })
  const refused = () => (outcome()?.replaced === false ? outcome() : undefined)
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={`Replace the key of ${props.entry.key_name}`}
      description="The new one is tried first. Until the provider accepts it, the old one stays in use."
    >
      <Form
        form={form}
        autocomplete="off"
        align="end"
        onInput={() => setOutcome(undefined)}
        actions={
          <>
            <Button kind="quiet" onClick={props.onClose}>
              Keep the old one
            </Button>
            <Show when={refused() && !isRefusal(refused()!)}>
              <Button busy={anyway.busy()} onClick={() => void anyway.run()}>
                Replace untried
              </Button>
            </Show>
            <Button kind="filled" type="submit" busy={form.busy()} disabled={!secret.text()}>
              Try and replace
            </Button>
          </>
        }
      >
        <KeysLink provider={props.provider} />
        <SecretFields secret={secret} autofocus error={form.errorOf('key')} />
        <KeyResult
          testing={form.busy()}
          result={refused()?.test}
          provider={props.provider}
          base_url={props.entry.base_url}
        />
        <Show when={refused()}>
          <p class="text-small">Nothing was changed: the old key{endsIn(props.entry)} is still in use.</p>
        </Show>
        <FieldError text={anyway.error()} />
      </Form>
    </Dialog>
  )
}

/** The provider was asked and said no; anything else says nothing about the key. */
const isRefusal = (rotation: Rotation) => rotation.test.kind === 'provider_auth'
const endsIn = (key: Key) => (key.last_four ? `, ending in ${key.last_four},` : '')
