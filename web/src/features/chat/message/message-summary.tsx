import { Show } from 'solid-js'
import { PREVIEW_CHARS } from '#protocol/limits.ts'
import type { Message } from '#protocol/message.ts'
import { plural } from '../../../lib/numbers.ts'
import { clock } from '../../../lib/time.ts'
import { modelName } from '../../../parts/models/catalog.ts'
import { Mark } from '../../../ui/mark.tsx'
import { costWords } from '../figures/answer-figures.ts'

/** What a sheet of actions is about. */
export function MessageSummary(props: { message: Message }) {
  const total = props.message.usage?.total_tokens
  const facts = [clock(props.message.created_at), total ? plural(total, 'token') : null, costWords(props.message)]
  const isAnswer = props.message.role === 'assistant'
  return (
    <div class="flex flex-col gap-1">
      <div class="flex items-center gap-2 text-ui">
        <Show when={isAnswer}>
          <Mark class="size-5" />
        </Show>
        <span class="font-medium">
          {isAnswer ? modelName(props.message.provider, props.message.model) : (props.message.author?.name ?? '')}
        </span>
        <span class="truncate text-small text-text-3">{facts.filter(Boolean).join(' · ')}</span>
      </div>
      <p class="truncate text-ui text-text-2">{props.message.content.slice(0, PREVIEW_CHARS)}</p>
    </div>
  )
}
