import { Show } from 'solid-js'
import type { Message } from '#protocol/message.ts'
import { clock } from '../../../lib/time.ts'
import { Markdown } from '../../../markdown/markdown.tsx'
import { Avatar } from '../../../ui/avatar.tsx'
import { BranchSteps } from './branch-steps.tsx'
import { DeletedLine } from './deleted-line.tsx'
import { OwnActions } from './own-actions.tsx'

/** What somebody else in the thread wrote: on the left, with a name. */
export function PersonMessage(props: { message: Message }) {
  const name = () => props.message.author?.name ?? 'Someone who left'
  return (
    <div class="flex flex-col items-start">
      <div class="mb-1 pl-[34px] text-meta text-text-3">
        {name()}, {clock(props.message.created_at)}
      </div>
      <div class="flex max-w-full items-end gap-2.5">
        <Avatar name={name()} />
        <Show when={!props.message.deleted_at} fallback={<DeletedLine />}>
          <div class="max-w-[560px] min-w-0 rounded-bubble rounded-bl-[4px] bg-hover px-3.5 py-2">
            <Markdown text={props.message.content} breaks class="text-mine!" />
          </div>
          <OwnActions message={props.message} mine={false} />
        </Show>
      </div>
      <div class="pl-[34px]">
        <BranchSteps message={props.message} />
      </div>
    </div>
  )
}
