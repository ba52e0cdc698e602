import ChevronLeft from 'lucide-solid/icons/chevron-left'
import ChevronRight from 'lucide-solid/icons/chevron-right'
import { Show } from 'solid-js'
import type { Message } from '#protocol/message.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { useChat } from '../state/chat-context.ts'

/** "2 of 3": which of the versions at this place is shown, and the way to the others. */
export function BranchSteps(props: { message: Message }) {
  const chat = useChat()
  const step = (by: 1 | -1) => chat.actions.showBranch(props.message.id, by)
  return (
    <Show when={props.message.branch.count > 1}>
      <span class="inline-flex items-center text-small text-text-2" data-testid="branch-steps">
        <IconButton
          name="Earlier version"
          size="sm"
          disabled={props.message.branch.index === 0 || !chat.canWrite()}
          class="disabled:opacity-40"
          onClick={() => step(-1)}
        >
          <ChevronLeft />
        </IconButton>
        <span aria-label={`Version ${props.message.branch.index + 1} of ${props.message.branch.count}`}>
          {props.message.branch.index + 1} of {props.message.branch.count}
        </span>
        <IconButton
          name="Later version"
          size="sm"
          disabled={props.message.branch.index >= props.message.branch.count - 1 || !chat.canWrite()}
          class="disabled:opacity-40"
          onClick={() => step(1)}
        >
          <ChevronRight />
        </IconButton>
      </span>
    </Show>
  )
}
