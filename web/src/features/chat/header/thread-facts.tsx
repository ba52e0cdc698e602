import { Show } from 'solid-js'
import { plural, tokens, windowSize } from '../../../lib/numbers.ts'
import type { Chat } from '../chat-context.ts'
import { modelName } from '../model/catalog.ts'
import type { Chosen } from '../model/chosen-model.ts'

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
      <Show when={context?.total}>
        {(total) => (
          <p>
            {tokens(context?.used ?? 0)} of {windowSize(total())} tokens
          </p>
        )}
      </Show>
      <Show when={others.length > 0}>
        <p>Here with {others.join(', ')}</p>
      </Show>
    </div>
  )
}
