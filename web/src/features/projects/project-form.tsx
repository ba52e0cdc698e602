import { createSignal, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import { PROJECT_DESCRIPTION_MAX, PROJECT_INSTRUCTIONS_MAX, PROJECT_NAME_MAX } from '#protocol/limits.ts'
import type { Project } from '#protocol/rest/projects.ts'
import { createForm, Form } from '../../parts/form.tsx'
import { ModelField } from '../../parts/models/model-field.tsx'
import { Section } from '../../parts/page.tsx'
import { updateProject } from '../../state/projects.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.ts'
import { ColorField } from './color-field.tsx'

const editable = ['name', 'description', 'instructions', 'default_provider', 'default_model', 'color'] as const
type Draft = Pick<Project, (typeof editable)[number]>
const draftOf = (project: Project): Draft => ({
  name: project.name,
  description: project.description,
  instructions: project.instructions,
  default_provider: project.default_provider,
  default_model: project.default_model,
  color: project.color,
})

export function ProjectForm(props: { project: Project }) {
  const [draft, setDraft] = createStore(draftOf(props.project))
  const [base, setBase] = createSignal(draftOf(props.project))
  /** Only what was changed here is sent: what others changed meanwhile stays. */
  const changes = () =>
    Object.fromEntries(editable.filter((name) => draft[name] !== base()[name]).map((name) => [name, draft[name]]))
  const isChanged = () => Object.keys(changes()).length > 0
  const mayEdit = () => props.project.role !== 'viewer'
  const form = createForm(async () => {
    const saved = draftOf(await updateProject(props.project.id, changes()))
    setBase(saved)
    setDraft(saved)
    toast('Saved')
  })
  const text = (name: 'name' | 'description' | 'instructions') =>
    form.field(
      name,
      () => draft[name],
      (value) => setDraft(name, value),
    )
  return (
    <Section title="Project" intro={mayEdit() ? undefined : 'You are a viewer here: an editor can change this.'}>
      <Form
        form={form}
        class="max-w-140"
        actions={
          <Show when={mayEdit()}>
            <Button type="submit" kind="filled" busy={form.busy()} disabled={!isChanged() || !draft.name.trim()}>
              Save
            </Button>
          </Show>
        }
      >
        <TextField
          label="Name"
          autocomplete="off"
          maxlength={PROJECT_NAME_MAX}
          readonly={!mayEdit()}
          {...text('name')}
        />
        <TextField
          label="Description"
          multiline
          rows={2}
          maxlength={PROJECT_DESCRIPTION_MAX}
          readonly={!mayEdit()}
          {...text('description')}
        />
        <TextField
          label="Instructions"
          multiline
          rows={6}
          maxlength={PROJECT_INSTRUCTIONS_MAX}
          readonly={!mayEdit()}
          hint="The model reads them before every answer in this project."
          {...text('instructions')}
        />
        <ModelField
          providerLabel="Default provider"
          modelLabel="Default model"
          noProvider="Each person’s own default"
          noModel="The provider’s first"
          provider={draft.default_provider}
          model={draft.default_model}
          disabled={!mayEdit()}
          onChange={(default_provider, default_model) => setDraft({ default_provider, default_model })}
          error={form.errorOf('default_model', 'default_provider')}
        />
        <ColorField value={draft.color} disabled={!mayEdit()} onValue={(value) => setDraft('color', value)} />
      </Form>
    </Section>
  )
}
