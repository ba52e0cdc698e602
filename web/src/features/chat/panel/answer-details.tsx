import { For, Show } from 'solid-js'
import { isPhone } from '../../../lib/media.ts'
import { modelName } from '../../../parts/models/catalog.ts'
import { providerName } from '../../../parts/providers/provider-name.ts'
import { Button } from '../../../ui/button.tsx'
import { Floating } from '../../../ui/floating.tsx'
import { answerDetails } from '../figures/answer-details.ts'
import { useChat } from '../state/chat-context.ts'
import { closePanel } from '../state/open-panel.ts'

/** Every figure of one answer. */
export function AnswerDetails(props: { id: string; anchor: Element }) {
  const chat = useChat()
  const facts = () => {
    const message = chat.message(props.id)
    if (!message) return []
    const { provider, model } = message
    return answerDetails(message, providerName(provider), modelName(provider, model))
  }
  return (
    <Floating
      anchor={props.anchor}
      label="Details of this answer"
      side="above"
      onClose={closePanel}
      class="w-80"
      testid="answer-details"
    >
      <div class="min-h-0 overflow-y-auto px-4 py-3 phone:px-5 phone:pb-5">
        <h2 class="pb-2 text-ui font-bold">This answer</h2>
        <dl class="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-small touch:gap-y-2 touch:text-ui">
          <For each={facts()}>
            {(fact) => (
              <>
                <dt class={fact.part ? 'ps-4 text-text-3' : 'text-text-2'}>{fact.name}</dt>
                <dd class={`min-w-0 text-end wrap-anywhere ${fact.part ? 'text-text-2' : ''}`}>{fact.value}</dd>
              </>
            )}
          </For>
        </dl>
        <Show when={isPhone()}>
          <Button class="mt-4 w-full" onClick={closePanel}>
            Close
          </Button>
        </Show>
      </div>
    </Floating>
  )
}
