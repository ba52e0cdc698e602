import { createSignal, Show } from 'solid-js'
import { deleteAccount } from '../../api/users.ts'
import { createForm, Form } from '../../parts/form.tsx'
import { Section } from '../../parts/page.tsx'
import { leave } from '../../state/session.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'

export function DeleteAccount() {
  const [open, setOpen] = createSignal(false)
  return (
    <Section title="Delete the account" intro="Your projects, threads and keys go with it. This can’t be undone.">
      <Button kind="danger" class="self-start" onClick={() => setOpen(true)}>
        Delete account
      </Button>
      <Show when={open()}>
        <DeleteDialog onClose={() => setOpen(false)} />
      </Show>
    </Section>
  )
}

function DeleteDialog(props: { onClose: () => void }) {
  const [password, setPassword] = createSignal('')
  const form = createForm(async () => {
    await deleteAccount(password())
    leave()
  })
  return (
    <Dialog
      open
      onClose={props.onClose}
      title="Delete your account?"
      description="Projects you own are deleted for everyone in them. Enter your password to go on."
    >
      <Form
        form={form}
        method="post"
        align="end"
        actions={
          <>
            <Button onClick={props.onClose}>Keep it</Button>
            <Button kind="danger" type="submit" busy={form.busy()} disabled={!password() || form.wait() > 0}>
              Delete account
            </Button>
          </>
        }
      >
        <TextField
          label="Password"
          type="password"
          autocomplete="current-password"
          autofocus
          {...form.field('password', password, setPassword)}
        />
      </Form>
    </Dialog>
  )
}
