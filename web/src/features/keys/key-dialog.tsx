import { createMemo, createSignal, Show, type JSX } from 'solid-js'
import type { Key, KeyTest } from '../../../../worker/protocol/rest/keys.ts'
import type { Provider } from '../../../../worker/protocol/rest/providers.ts'
import { createKey, testKey, updateKey, type KeyChange } from '../../api/keys.ts'
import { wordsOf } from '../../api/error.ts'
import { createJob } from '../../state/job.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FieldError } from '../../ui/field-error.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { suggestName } from './key-name.ts'
import { KeyResult } from './key-result.tsx'

/** A server at home seldom asks for a key; the contract wants some text. */
const NO_KEY = 'none'
const keyIsOptional = (provider: Provider | undefined) => !!provider && (provider.needs_base_url || !provider.needs_key)

/** Add or change a key. It is saved, then tried at once; when the provider refuses it, it can be put right here. */
export function KeyDialog(props: {
  editing?: Key
  providers: Provider[]
  names: string[]
  onSaved: (key: Key) => void
  onClose: () => void
}) {
  const [saved, setSaved] = createSignal(props.editing)
  const [providerId, setProviderId] = createSignal(props.editing?.provider ?? props.providers[0]!.id)
  const provider = createMemo(() => props.providers.find((one) => one.id === providerId()))
  const [text, setText] = createSignal('')
  const [name, setName] = createSignal(props.editing?.key_name ?? suggestName(provider()!, props.names))
  const [baseUrl, setBaseUrl] = createSignal(props.editing?.base_url ?? '')
  const [result, setResult] = createSignal<KeyTest>()
  const [testing, setTesting] = createSignal(false)

  const change = (): KeyChange => ({
    key_name: name().trim(),
    base_url: baseUrl().trim() || null,
    ...(text().trim() ? { key: text().trim() } : {}),
  })
  const save = async (): Promise<Key> => {
    const known = saved()
    if (known) return updateKey(known.id, change())
    const fresh = { provider: providerId(), key_name: name().trim(), key: text().trim() || NO_KEY }
    return createKey({ ...change(), ...fresh })
  }
  const attempt = async (key: Key) => {
    setTesting(true)
    const answer = await testKey(key.id).catch((error: unknown) => ({ ok: false, message: wordsOf(error) }))
    setTesting(false)
    setResult(answer)
  }
  const job = createJob(async () => {
    setResult(undefined)
    const key = await save()
    setText('')
    setSaved(key)
    props.onSaved(key)
    await attempt(key)
  })
  const pickProvider = (id: string) => {
    const untouched = name() === suggestName(provider()!, props.names)
    setProviderId(id as Provider['id'])
    if (untouched) setName(suggestName(provider()!, props.names))
  }
  const works = () => result()?.ok === true
  const canSave = () => (saved() || text().trim() || keyIsOptional(provider())) && name().trim()
  const keyHint = () => {
    if (saved()?.last_four) return `The one ending in ${saved()!.last_four} is kept while this is empty.`
    if (saved()) return 'The stored one is kept while this is empty.'
    return keyIsOptional(provider()) ? 'Leave it empty if the server asks for none.' : undefined
  }
  const address = () => (
    <BaseUrl value={baseUrl()} onValue={setBaseUrl} error={job.fields()['base_url']} provider={provider()} />
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
          if (works()) props.onClose()
          else void job.run()
        }}
        onInput={() => setResult(undefined)}
      >
        <Show when={!saved()}>
          <Select
            label="Provider"
            value={providerId()}
            onValue={pickProvider}
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
          value={text()}
          onValue={setText}
          error={job.fields()['key']}
          hint={keyHint()}
        />
        <Show
          when={provider()?.needs_base_url}
          fallback={<OtherAddress open={baseUrl() !== ''}>{address()}</OtherAddress>}
        >
          {address()}
        </Show>
        <TextField
          label="Name"
          name="key-name"
          autocomplete="off"
          maxlength={100}
          value={name()}
          onValue={setName}
          error={job.fields()['key_name']}
        />
        <FieldError text={job.error()} />
        <KeyResult testing={testing()} result={result()} />
        <div class="flex flex-wrap justify-end gap-2">
          <Show when={!works()}>
            <Button kind="quiet" onClick={props.onClose}>
              {saved() && !props.editing ? 'Keep it as it is' : 'Cancel'}
            </Button>
          </Show>
          <Button kind="filled" type="submit" busy={job.busy()} disabled={!canSave()}>
            {works() ? 'Done' : 'Save key'}
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
