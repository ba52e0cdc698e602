import { Show } from 'solid-js'
import type { Message } from '../../../../../worker/protocol/message.ts'
import { answerCost, plural } from '../../../lib/numbers.ts'
import { duration } from '../../../lib/time.ts'
import { openMenu } from '../../../ui/menu.tsx'
import { useChat } from '../chat-context.ts'
import { BranchSteps } from './branch-steps.tsx'
import { messageEntries } from './message-entries.tsx'
import { QuickButton } from './quick-button.tsx'
import { AgainIcon, CopyIcon, ForkIcon, MoreIcon } from './quick-icons.tsx'

/** Tokens, cost and time, as far as they are known. */
function figures(message: Message): string {
  const total = message.usage?.total_tokens
  const about = message.usage?.source === 'estimated' ? 'about ' : ''
  const took = message.finished_at ? Date.parse(message.finished_at) - Date.parse(message.created_at) : null
  const cost = message.provider === 'demo' ? 'no cost' : answerCost(message.cost_usd)
  return [total ? about + plural(total, 'token') : null, cost, took === null ? null : duration(Math.max(1000, took))]
    .filter(Boolean)
    .join(' · ')
}

/** Under an answer: always there under the last one, on hover and focus above it. */
export function AnswerFoot(props: { message: Message; last: boolean }) {
  const chat = useChat()
  const id = () => props.message.id
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
      <span class="text-meta text-text-3 touch:flex-1" data-testid="answer-figures">
        {figures(props.message)}
      </span>
    </div>
  )
}
