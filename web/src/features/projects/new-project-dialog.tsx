import { createSignal } from 'solid-js'
import { PROJECT_NAME_MAX } from '#protocol/limits.ts'
import type { Project } from '#protocol/rest/projects.ts'
import { createForm, Form } from '../../parts/form.tsx'
import { createProject, projects } from '../../state/projects.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { ColorField } from './color-field.tsx'
import { nextColor } from './colors.ts'

export function NewProjectDialog(props: { onClose: () => void; onMade: (project: Project) => void }) {
  const [name, setName] = createSignal('')
  const [color, setColor] = createSignal(nextColor(projects.map((project) => project.color)))
  const form = createForm(async () => props.onMade(await createProject({ name: name().trim(), color: color() })))
  return (
    <Dialog
      open
      onClose={props.onClose}
      title="New project"
      description="A project holds threads, files and instructions, and the people who share them."
    >
      <Form
        form={form}
        align="end"
        actions={
          <>
            <Button kind="quiet" onClick={props.onClose}>
              Cancel
            </Button>
            <Button kind="filled" type="submit" busy={form.busy()} disabled={!name().trim()}>
              Make project
            </Button>
          </>
        }
      >
        <TextField
          label="Name"
          autofocus
          autocomplete="off"
          maxlength={PROJECT_NAME_MAX}
          {...form.field('name', name, setName)}
        />
        <ColorField value={color()} onValue={setColor} />
      </Form>
    </Dialog>
  )
}
