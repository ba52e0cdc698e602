import { createSignal, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import type { Project } from '../../../../worker/protocol/rest/projects.ts'
import { createJob } from '../../state/job.ts'
import { updateProject } from '../../state/projects.ts'
import { Button } from '../../ui/button.tsx'
import { FieldError } from '../../ui/field-error.tsx'
import { Section } from '../../ui/page.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.tsx'
import { ColorField } from './color-field.tsx'
import { ModelField } from './model-field.tsx'

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
  const job = createJob(async () => {
    const saved = draftOf(await updateProject(props.project.id, changes()))
    setBase(saved)
    setDraft(saved)
    toast('Saved')
  })
  return (
    <Section title="Project" intro={mayEdit() ? undefined : 'You are a viewer here: an editor can change this.'}>
      <form
        novalidate
        class="flex max-w-140 flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void job.run()
        }}
      >
        <TextField
          label="Name"
          name="name"
          autocomplete="off"
          maxlength={100}
          readonly={!mayEdit()}
          value={draft.name}
          onValue={(value) => setDraft('name', value)}
          error={job.fields()['name']}
        />
        <TextField
          label="Description"
          name="description"
          multiline
          rows={2}
          maxlength={2000}
          readonly={!mayEdit()}
          value={draft.description}
          onValue={(value) => setDraft('description', value)}
          error={job.fields()['description']}
        />
        <TextField
          label="Instructions"
          name="instructions"
          multiline
          rows={6}
          maxlength={20_000}
          readonly={!mayEdit()}
          value={draft.instructions}
          onValue={(value) => setDraft('instructions', value)}
          error={job.fields()['instructions']}
          hint="The model reads them before every answer in this project."
        />
        <ModelField
          provider={draft.default_provider}
          model={draft.default_model}
          disabled={!mayEdit()}
          onChange={(default_provider, default_model) => setDraft({ default_provider, default_model })}
          error={job.fields()['default_model'] ?? job.fields()['default_provider']}
        />
        <ColorField value={draft.color} disabled={!mayEdit()} onValue={(value) => setDraft('color', value)} />
        <FieldError text={job.error()} />
        <Show when={mayEdit()}>
          <Button
            type="submit"
            kind="filled"
            class="self-start"
            busy={job.busy()}
            disabled={!isChanged() || !draft.name.trim()}
          >
            Save
          </Button>
        </Show>
      </form>
    </Section>
  )
}
