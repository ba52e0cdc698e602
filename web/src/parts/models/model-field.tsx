import { createResource, createUniqueId, For, Show } from 'solid-js'
import { listModels, listProviders } from '../../api/providers.ts'
import { wordsOf } from '../../api/error.ts'
import { known } from '../../ui/known.ts'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'

/** A model: a provider, and one of its models or any name it knows. Nothing chosen is a choice too, with its own words. */
export function ModelField(props: {
  providerLabel: string
  modelLabel: string
  /** What no provider means. */
  noProvider: string
  /** What no model means. */
  noModel: string
  provider: string | null
  model: string | null
  disabled?: boolean
  error?: string
  onChange: (provider: string | null, model: string | null) => void
}) {
  const list = createUniqueId()
  const [providers] = createResource(() => listProviders().catch(() => []))
  const [models] = createResource(
    () => props.provider,
    (provider) =>
      listModels(provider).then(
        (page) => ({ items: page.items, error: '' }),
        (error: unknown) => ({ items: [], error: wordsOf(error) }),
      ),
  )
  const options = () => {
    const all = (known(providers) ?? []).map((one) => ({ value: one.id as string, label: one.name }))
    const gone = props.provider && !all.some((one) => one.value === props.provider)
    return [
      { value: '', label: props.noProvider },
      ...all,
      ...(gone ? [{ value: props.provider!, label: props.provider! }] : []),
    ]
  }
  return (
    <div class="grid grid-cols-2 gap-3 phone:grid-cols-1">
      <Select
        label={props.providerLabel}
        value={props.provider ?? ''}
        disabled={props.disabled}
        options={options()}
        onValue={(value) => props.onChange(value || null, null)}
      />
      <Show when={props.provider}>
        <div>
          <TextField
            label={props.modelLabel}
            name="model"
            autocomplete="off"
            spellcheck={false}
            list={list}
            readonly={props.disabled}
            placeholder={props.noModel}
            value={props.model ?? ''}
            onValue={(value) => props.onChange(props.provider, value.trim() || null)}
            error={props.error}
            hint={known(models)?.error}
          />
          <datalist id={list}>
            <For each={known(models)?.items}>{(model) => <option value={model.id}>{model.name}</option>}</For>
          </datalist>
        </div>
      </Show>
    </div>
  )
}
