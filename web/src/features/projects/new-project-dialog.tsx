import { createSignal } from 'solid-js'
import type { Project } from '../../../../worker/protocol/rest/projects.ts'
import { createJob } from '../../state/job.ts'
import { createProject, projects } from '../../state/projects.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FieldError } from '../../ui/field-error.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { ColorField } from './color-field.tsx'
import { nextColor } from './colors.ts'

export function NewProjectDialog(props: { onClose: () => void; onMade: (project: Project) => void }) {
  const [name, setName] = createSignal('')
  const [color, setColor] = createSignal(nextColor(projects.map((project) => project.color)))
  const job = createJob(async () => props.onMade(await createProject({ name: name().trim(), color: color() })))
  return (
    <Dialog
      open
      onClose={props.onClose}
      title="New project"
      description="A project holds threads, files and instructions, and the people who share them."
    >
      <form
        novalidate
        class="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void job.run()
        }}
      >
        <TextField
          label="Name"
          name="name"
          autofocus
          autocomplete="off"
          maxlength={100}
          value={name()}
          onValue={setName}
          error={job.fields()['name']}
        />
        <ColorField value={color()} onValue={setColor} />
        <FieldError text={job.error()} />
        <div class="flex justify-end gap-2">
          <Button kind="quiet" onClick={props.onClose}>
            Cancel
          </Button>
          <Button kind="filled" type="submit" busy={job.busy()} disabled={!name().trim()}>
            Make project
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
