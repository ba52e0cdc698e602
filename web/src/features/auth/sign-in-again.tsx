import { leave, user } from '../../state/session.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { SignInForm } from './sign-in-form.tsx'

/** Over the page, when the session ended while somebody works: what is typed and shown below stays. */
export function SignInAgain() {
  return (
    <Dialog
      open
      stay
      onClose={() => {}}
      title="Sign in again"
      description="Your session has ended. Everything on the page stays as it is."
      data-testid="sign-in-again"
    >
      <SignInForm email={user()?.email} />
      <button type="button" class="link self-start text-ui" onClick={leave}>
        Sign out on this device
      </button>
    </Dialog>
  )
}
