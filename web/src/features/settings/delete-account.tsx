import { createSignal, Show } from 'solid-js'
import { deleteAccount } from '../../api/users.ts'
import { createJob } from '../../state/job.ts'
import { leave } from '../../state/session.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FieldError } from '../../ui/field-error.tsx'
import { Section } from '../../ui/page.tsx'
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
  const job = createJob(async () => {
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
      <form
        novalidate
        method="post"
        class="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void job.run()
        }}
      >
        <TextField
          label="Password"
          name="password"
          type="password"
          autocomplete="current-password"
          autofocus
          value={password()}
          onValue={setPassword}
          error={job.fields()['password']}
        />
        <FieldError text={job.error()} />
        <div class="flex flex-wrap justify-end gap-2">
          <Button onClick={props.onClose}>Keep it</Button>
          <Button kind="danger" type="submit" busy={job.busy()} disabled={!password() || job.wait() > 0}>
            Delete account
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
