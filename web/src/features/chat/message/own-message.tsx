import { Show } from 'solid-js'
import { Markdown } from '../../../markdown/markdown.tsx'
import { late } from '../../../ui/late.tsx'
import { useChat } from '../state/chat-context.ts'
import { BranchSteps } from './branch-steps.tsx'
import { DeletedLine } from './deleted-line.tsx'
import { Folded } from './folded.tsx'
import { OwnActions } from './own-actions.tsx'
import { PendingLine } from './pending-line.tsx'

const EditBox = late(() => import('./edit-box.tsx').then((all) => all.EditBox))

/** What this person wrote: on the right, also before the room has it. */
export function OwnMessage(props: { id: string }) {
  const chat = useChat()
  const message = () => chat.message(props.id)
  const pending = () => chat.pending(props.id)
  const text = () => message()?.content ?? pending()?.frame.content ?? ''
  const tint = () => {
    const state = pending()?.state
    if (state === 'failed') return 'border-bad-line bg-page'
    return state === 'waiting' ? 'border-line-2 bg-page' : 'border-transparent bg-accent-soft'
  }
  return (
    <Show
      when={chat.editing()?.id === props.id && chat.editing()}
      fallback={
        <div class="flex flex-col items-end">
          <div class="flex max-w-full items-end gap-2.5">
            <Show when={!message()?.deleted_at && message()}>{(shown) => <OwnActions message={shown()} mine />}</Show>
            <Show when={!message()?.deleted_at} fallback={<DeletedLine />}>
              <div class={`max-w-[560px] min-w-0 rounded-bubble rounded-br-[4px] border px-3.5 py-[7px] ${tint()}`}>
                <Folded length={text().length}>
                  <Markdown text={text()} breaks class="text-mine!" />
                </Folded>
              </div>
            </Show>
          </div>
          <Show when={pending()}>{(waiting) => <PendingLine pending={waiting()} />}</Show>
          <Show when={message()}>
            {(shown) => (
              <div class="flex items-center gap-2 text-meta text-text-3">
                <Show when={shown().edited_at && !shown().deleted_at}>
                  <span class="pt-1">edited</span>
                </Show>
                <BranchSteps message={shown()} />
              </div>
            )}
          </Show>
        </div>
      }
    >
      {(edit) => <EditBox text={edit().text} />}
    </Show>
  )
}
