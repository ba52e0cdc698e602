import { createSignal, Show } from 'solid-js'
import { createForm, Form } from '../../parts/form.tsx'
import { ModelField } from '../../parts/models/model-field.tsx'
import { changeSettings, settings } from '../../state/settings.ts'
import { Button } from '../../ui/button.tsx'
import { toast } from '../../ui/toast.ts'

/** Who writes summaries: one model for all threads, or a cheap one of each thread's own provider. */
export function SummaryModel() {
  const [provider, setProvider] = createSignal(settings.summary_provider)
  const [model, setModel] = createSignal(settings.summary_model)
  const isChanged = () => provider() !== settings.summary_provider || model() !== settings.summary_model
  const form = createForm(async () => {
    await changeSettings({ summary_provider: provider(), summary_model: model() })
    toast('Saved')
  })
  return (
    <Form
      form={form}
      actions={
        <Show when={isChanged()}>
          <Button type="submit" busy={form.busy()}>
            Save
          </Button>
        </Show>
      }
    >
      <ModelField
        providerLabel="Summaries are written by"
        modelLabel="Model"
        noProvider="A cheap model, same provider"
        noModel="A cheap one of this provider"
        provider={provider()}
        model={model()}
        onChange={(nextProvider, nextModel) => {
          setProvider(nextProvider)
          setModel(nextModel)
        }}
        error={form.errorOf('summary_model', 'summary_provider')}
      />
    </Form>
  )
}
