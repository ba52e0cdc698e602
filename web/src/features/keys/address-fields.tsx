import { createUniqueId, For, Show } from 'solid-js'
import type { Key } from '#protocol/rest/keys.ts'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { awsRegions } from './aws-key.ts'
import type { KeyFormState } from './create-key-form.ts'
import { fieldsOf } from './provider-fields.ts'

const apis: { value: Key['api']; label: string }[] = [
  { value: 'responses', label: 'Responses, OpenAI’s newer one' },
  { value: 'chat', label: 'Chat completions, spoken by most servers' },
]

/** Where the provider is asked and in which format. What is seldom needed is folded away. */
export function AddressFields(props: { state: KeyFormState }) {
  const fields = () => fieldsOf(props.state.provider())
  const isShown = () => fields().base_url === 'shown'
  const isOpen = () => props.state.baseUrl() !== '' || (props.state.api() ?? fields().api?.own) !== fields().api?.own
  return (
    <>
      <Show when={fields().aws}>
        <Region state={props.state} />
      </Show>
      <Show when={isShown()}>
        <BaseUrl state={props.state} />
      </Show>
      <Show when={!isShown() || fields().api}>
        <details open={isOpen()}>
          <summary class="w-fit list-none link text-small touch:py-3">
            {isShown() ? 'Another format' : fields().api ? 'Another address or format' : 'Another address'}
          </summary>
          <div class="flex flex-col gap-4 pt-3">
            <Show when={!isShown()}>
              <BaseUrl state={props.state} />
            </Show>
            <Show when={fields().api}>
              {(own) => (
                <Select
                  label="Format"
                  name="api"
                  value={props.state.api() ?? own().own}
                  onValue={(value) => props.state.setApi(value as Key['api'])}
                  options={apis}
                  error={props.state.form.errorOf('api')}
                />
              )}
            </Show>
          </div>
        </details>
      </Show>
    </>
  )
}

function BaseUrl(props: { state: KeyFormState }) {
  const hint = () => {
    const { provider } = props.state
    if (provider().needs_base_url) return 'Any server that speaks OpenAI’s format: LM Studio, vLLM, llama.cpp.'
    if (!provider().needs_key) return `Empty: ${provider().base_url}, on the computer that runs Edgewise.`
    return 'Empty: the provider’s own.'
  }
  return (
    <TextField
      label="Base URL"
      type="url"
      autocomplete="off"
      spellcheck={false}
      placeholder={props.state.provider().base_url ?? 'http://127.0.0.1:1234/v1'}
      hint={hint()}
      {...props.state.form.field('base_url', props.state.baseUrl, props.state.setBaseUrl)}
    />
  )
}

function Region(props: { state: KeyFormState }) {
  const list = createUniqueId()
  return (
    <div>
      <TextField
        label="Region"
        autocomplete="off"
        spellcheck={false}
        list={list}
        placeholder="us-east-1"
        hint="Where the models were switched on in AWS. Empty: us-east-1."
        {...props.state.form.field('region', props.state.region, props.state.setRegion)}
      />
      <datalist id={list}>
        <For each={awsRegions}>{(region) => <option value={region} />}</For>
      </datalist>
    </div>
  )
}
