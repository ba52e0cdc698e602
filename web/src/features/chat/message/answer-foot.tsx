import { Show } from 'solid-js'
import type { Message } from '#protocol/message.ts'
import { isInPane, toggleInPane } from '../../../state/pane.ts'
import { openMenu } from '../../../ui/menu.tsx'
import { answerFigures } from '../figures/answer-figures.ts'
import { useChat } from '../state/chat-context.ts'
import { BranchSteps } from './branch-steps.tsx'
import { messageEntries } from './message-entries.tsx'
import { QuickButton } from './quick-button.tsx'
import { AgainIcon, CopyIcon, ForkIcon, MoreIcon } from './quick-icons.ts'

/** Under an answer: always there under the last one, on hover and focus above it. */
export function AnswerFoot(props: { message: Message; last: boolean }) {
  const chat = useChat()
  const id = () => props.message.id
  const details = () => ({ kind: 'answer', message_id: id() }) as const
  const shy = () =>
    props.last
      ? ''
      : 'opacity-0 transition-opacity group-hover:opacity-100 group-focus-within:opacity-100 touch:opacity-100'
  return (
    <div class="mt-1.5 mb-1 flex min-h-8 items-center gap-0.5 text-text-2">
      <div role="toolbar" aria-label="Answer" class={`-ms-2 flex items-center gap-0.5 touch:hidden ${shy()}`}>
        <QuickButton name="Copy" shortcut="C" testid="message-action-copy" onClick={() => chat.actions.copy(id())}>
          <CopyIcon />
        </QuickButton>
        <Show when={chat.canWrite()}>
          <QuickButton
            name="Answer again"
            shortcut="R"
            testid="message-action-regenerate"
            onClick={() => chat.actions.answerAgain(id())}
          >
            <AgainIcon />
          </QuickButton>
          <QuickButton name="Continue in a new thread" onClick={() => void chat.actions.fork(id())}>
            <ForkIcon />
          </QuickButton>
          <QuickButton
            name="More"
            popup
            testid="message-action-more"
            onClick={({ currentTarget: anchor }) =>
              openMenu({ label: 'Answer', anchor, entries: messageEntries(chat, id(), () => anchor) })
            }
          >
            <MoreIcon />
          </QuickButton>
        </Show>
      </div>
      <BranchSteps message={props.message} />
      <span class="flex-1 touch:hidden" />
      <button
        type="button"
        aria-controls="pane"
        aria-expanded={isInPane(details())}
        aria-label={`Details: ${answerFigures(props.message)}`}
        data-testid="answer-figures"
        class="touch-target -me-1.5 rounded-control px-1.5 py-1 text-start text-meta text-text-3 transition-colors hover:bg-hover hover:text-text aria-expanded:bg-hover touch:-ms-1.5"
        onClick={() => toggleInPane(details())}
      >
        {answerFigures(props.message) || 'Details'}
      </button>
    </div>
  )
}
