import { Show, type JSX } from 'solid-js'
import type { Provider } from '../../../../worker/protocol/rest/providers.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FieldError } from '../../ui/field-error.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { createKeyForm, type KeyFormOptions } from './create-key-form.ts'
import { KeyResult } from './key-result.tsx'

/** Add or change a key. It is saved, then tried at once; when the provider refuses it, it can be put right here. */
export function KeyDialog(props: KeyFormOptions & { onClose: () => void }) {
  const form = createKeyForm(props)
  const { job } = form
  const address = () => (
    <BaseUrl
      value={form.baseUrl()}
      onValue={form.setBaseUrl}
      error={job.fields()['base_url']}
      provider={form.provider()}
    />
  )
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={props.editing ? 'Change key' : 'Add a key'}
      description="It is encrypted before it is stored and never shown again."
    >
      <form
        novalidate
        autocomplete="off"
        class="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (form.works()) props.onClose()
          else void job.run()
        }}
        onInput={() => form.setResult(undefined)}
      >
        <Show when={!form.saved()}>
          <Select
            label="Provider"
            value={form.providerId()}
            onValue={form.pickProvider}
            options={props.providers.map((one) => ({ value: one.id, label: one.name }))}
            error={job.fields()['provider']}
          />
        </Show>
        <TextField
          label="Key"
          name="provider-key"
          type="password"
          mono
          autocomplete="off"
          data-1p-ignore
          data-lpignore="true"
          spellcheck={false}
          autofocus={!props.editing}
          value={form.text()}
          onValue={form.setText}
          error={job.fields()['key']}
          hint={form.keyHint()}
        />
        <Show
          when={form.provider()?.needs_base_url}
          fallback={<OtherAddress open={form.baseUrl() !== ''}>{address()}</OtherAddress>}
        >
          {address()}
        </Show>
        <TextField
          label="Name"
          name="key-name"
          autocomplete="off"
          maxlength={100}
          value={form.name()}
          onValue={form.setName}
          error={job.fields()['key_name']}
        />
        <FieldError text={job.error()} />
        <KeyResult testing={form.testing()} result={form.result()} />
        <div class="flex flex-wrap justify-end gap-2">
          <Show when={!form.works()}>
            <Button kind="quiet" onClick={props.onClose}>
              {form.saved() && !props.editing ? 'Keep it as it is' : 'Cancel'}
            </Button>
          </Show>
          <Button kind="filled" type="submit" busy={job.busy()} disabled={!form.canSave()}>
            {form.works() ? 'Done' : 'Save key'}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function BaseUrl(props: {
  value: string
  onValue: (value: string) => void
  error?: string
  provider: Provider | undefined
}) {
  return (
    <TextField
      label="Base URL"
      name="base-url"
      type="url"
      autocomplete="off"
      spellcheck={false}
      placeholder={props.provider?.base_url ?? 'http://127.0.0.1:11434/v1'}
      value={props.value}
      onValue={props.onValue}
      error={props.error}
      hint={
        props.provider?.needs_base_url
          ? 'Any server that speaks OpenAI’s format: Ollama, LM Studio, vLLM.'
          : 'Empty: the provider’s own.'
      }
    />
  )
}

/** Seldom needed: a proxy in front of the provider. */
function OtherAddress(props: { open: boolean; children: JSX.Element }) {
  return (
    <details open={props.open}>
      <summary class="w-fit list-none link text-small touch:py-3">Use another address</summary>
      <div class="pt-3">{props.children}</div>
    </details>
  )
}
