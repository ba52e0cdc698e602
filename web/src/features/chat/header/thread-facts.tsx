import { Show } from 'solid-js'
import { plural, tokens } from '../../../lib/numbers.ts'
import { relativeTime } from '../../../lib/time.ts'
import { modelName } from '../../../parts/models/catalog.ts'
import type { Chosen } from '../../../parts/models/chosen-model.ts'
import { contextLabel, sumWords } from '../figures/context-words.ts'
import type { Chat } from '../state/chat-context.ts'

/** What a narrow header has no room for. */
export function ThreadFacts(props: { chat: Chat; project: string; count: number; chosen: Chosen }) {
  const { session, me } = props.chat
  const others = session.state.people.filter((person) => person.id !== me.id).map((person) => person.name)
  const { context } = session.state
  return (
    <div class="flex flex-col gap-0.5 text-ui text-text-2">
      <p class="font-medium text-text">{session.state.thread?.title}</p>
      <p>
        {props.project} · {plural(props.count, 'message')} · {modelName(props.chosen.provider, props.chosen.model)}
      </p>
      <Show when={context}>{(known) => <p>{contextLabel(known())}</p>}</Show>
      <Show when={session.state.thread}>
        {(thread) => (
          <p>
            {tokens(thread().total_tokens)} tokens in all
            <Show when={sumWords(thread())}>{(sum) => <>, {sum()}</>}</Show>
            <Show when={thread().summarized_at}>{(at) => <>, summarized {relativeTime(at())}</>}</Show>
          </p>
        )}
      </Show>
      <Show when={others.length > 0}>
        <p>Here with {others.join(', ')}</p>
      </Show>
    </div>
  )
}
