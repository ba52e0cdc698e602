import type { MadeToken } from '../../api/tokens.ts'
import { Button } from '../../ui/button.tsx'
import { CodeSample } from '../../ui/code-sample.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { HowTo } from './how-to.tsx'

/** The one time a token's text is shown. It closes by its button only: a stray press would lose the text for good. */
export function MadeTokenDialog(props: { token: MadeToken; onClose: () => void }) {
  return (
    <Dialog
      open
      stay
      wide
      onClose={props.onClose}
      title={`${props.token.name} is ready`}
      description="Copy the token now: it is not shown again. Whoever has it can do what you allowed it."
      actions={
        <Button kind="filled" onClick={props.onClose}>
          Done
        </Button>
      }
    >
      <div class="flex min-w-0 flex-col gap-4">
        <CodeSample name="the token" text={props.token.token} data-testid="token-text" />
        {props.token.scopes.includes('v1') && <HowTo token={props.token.token} />}
      </div>
    </Dialog>
  )
}
