import { Show } from 'solid-js'
import { KEY_NAME_MAX } from '#protocol/limits.ts'
import { Form } from '../../parts/form.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { AddressFields } from './address-fields.tsx'
import { createKeyForm, type KeyFormOptions, type KeyFormState } from './create-key-form.ts'
import { KeyResult } from './key-result.tsx'
import { KeysLink } from './keys-link.tsx'
import { fieldsOf } from './provider-fields.ts'
import { SecretFields } from './secret-fields.tsx'

/** Add or change a key. It is saved, then tried at once; when the provider refuses it, it can be put right here. */
export function KeyDialog(props: KeyFormOptions & { onClose: () => void }) {
  const state = createKeyForm(props)
  const { form } = state
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={props.editing ? `Change ${props.editing.key_name}` : 'Add a key'}
      description={
        props.editing
          ? 'Its name and address. The key itself stays; “Replace the key” puts another in its place.'
          : 'It is encrypted before it is stored and never shown again.'
      }
    >
      <Form
        form={form}
        autocomplete="off"
        align="end"
        onSubmit={() => (state.works() ? props.onClose() : void form.run())}
        onInput={() => state.setResult(undefined)}
        actions={
          <>
            <Show when={!state.works()}>
              <Button kind="quiet" onClick={props.onClose}>
                {state.saved() && !props.editing ? 'Keep it as it is' : 'Cancel'}
              </Button>
            </Show>
            <Button kind="filled" type="submit" busy={form.busy()} disabled={!state.canSave()}>
              {state.works() ? 'Done' : 'Save key'}
            </Button>
          </>
        }
      >
        <Show when={!state.saved()}>
          <Select
            label="Provider"
            value={state.providerId()}
            onValue={state.pickProvider}
            options={props.providers.map((one) => ({ value: one.id, label: one.name }))}
            error={form.errorOf('provider')}
          />
        </Show>
        <Show when={!props.editing}>
          <KeysLink provider={state.provider()} />
          <SecretFields secret={state.secret} autofocus hint={keyHint(state)} error={form.errorOf('key')} />
        </Show>
        <AddressFields state={state} />
        <TextField
          label="Name"
          autofocus={props.editing !== undefined}
          autocomplete="off"
          maxlength={KEY_NAME_MAX}
          hint="Programs write it before a model’s name when it isn’t the provider’s default key."
          {...form.field('key_name', state.name, state.setName)}
        />
        <KeyResult
          testing={state.testing()}
          result={state.result()}
          provider={state.provider()}
          base_url={state.baseUrl().trim() || null}
        />
      </Form>
    </Dialog>
  )
}

function keyHint(state: KeyFormState): string | undefined {
  if (state.saved()?.last_four) return `The one ending in ${state.saved()!.last_four} is kept while this is empty.`
  if (state.saved()) return 'The stored one is kept while this is empty.'
  return fieldsOf(state.provider()).key === 'optional' ? 'Leave it empty if the server asks for none.' : undefined
}
