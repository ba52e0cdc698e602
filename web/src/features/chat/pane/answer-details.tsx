import { For, Show } from 'solid-js'
import { InPane } from '../../../parts/in-pane.tsx'
import { modelName } from '../../../parts/models/catalog.ts'
import { providerName } from '../../../parts/providers/provider-name.ts'
import { answerDetails } from '../figures/answer-details.ts'
import { useChat } from '../state/chat-context.ts'

/** Every figure of one answer. */
export function AnswerDetails(props: { id: string }) {
  const chat = useChat()
  const facts = () => {
    const message = chat.message(props.id)
    if (!message) return []
    const { provider, model } = message
    return answerDetails(message, providerName(provider), modelName(provider, model))
  }
  return (
    <InPane testid="answer-details">
      <Show
        when={facts().length > 0}
        fallback={<p class="text-ui text-text-2">This answer stands further up: scroll to it and open it again.</p>}
      >
        <dl class="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 text-ui touch:gap-y-2.5">
          <For each={facts()}>
            {(fact) => (
              <>
                <dt class={fact.part ? 'ps-4 text-text-3' : 'text-text-2'}>{fact.name}</dt>
                <dd class={`min-w-0 text-end wrap-anywhere ${fact.part ? 'text-text-2' : ''}`}>{fact.value}</dd>
              </>
            )}
          </For>
        </dl>
      </Show>
    </InPane>
  )
}
