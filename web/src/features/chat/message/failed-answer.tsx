import { useNavigate } from '@solidjs/router'
import CircleAlert from 'lucide-solid/icons/circle-alert'
import KeyRound from 'lucide-solid/icons/key-round'
import { For, Show } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import type { Message } from '#protocol/message.ts'
import { isPhone } from '../../../lib/media.ts'
import { createNow } from '../../../lib/now.ts'
import { providerName } from '../../../parts/providers/provider-name.ts'
import { Button } from '../../../ui/button.tsx'
import { Left } from '../figures/left.tsx'
import { useChat } from '../state/chat-context.ts'
import { openSummary } from '../state/open-summary.ts'
import { failureWords, type FailureAction } from './failure-words.ts'

const labels: Record<FailureAction, string> = {
  key: 'Check the key',
  again: 'Try again',
  model: 'Use another model',
  summary: 'Summarize',
}

/** In the place of an answer that failed. */
export function FailedAnswer(props: { message: Message; last: boolean }) {
  const chat = useChat()
  const navigate = useNavigate()
  let root!: HTMLDivElement
  const words = () => failureWords(props.message.error, providerName(props.message.provider))
  const act = (action: FailureAction) => {
    if (action === 'key') navigate('/settings/keys')
    else if (action === 'again') chat.actions.answerAgain(props.message.id)
    else if (action === 'model') chat.actions.chooseModel(props.message.id, root)
    else openSummary(true)
  }
  const until = () => {
    const seconds = props.message.error?.provider?.retry_after
    return seconds ? Date.parse(props.message.finished_at ?? props.message.created_at) + seconds * 1000 : null
  }
  const hasText = () => props.message.content !== ''
  return (
    <div
      ref={root}
      role="alert"
      data-testid="answer-failed"
      class="mt-3 flex max-w-[45rem] gap-3 rounded-block border border-transparent bg-bad-soft px-3.5 py-3 text-ui"
    >
      <span class="flex pt-0.5 text-bad">
        <Dynamic component={words().actions[0] === 'key' ? KeyRound : CircleAlert} />
      </span>
      <div class="min-w-0 flex-1">
        <p class="font-bold">{words().title}</p>
        <p class="break-words text-text-2">
          {words().text}
          <Show when={hasText()}> What arrived is saved.</Show>
          <Show when={until()}>{(at) => <Wait until={at()} />}</Show>
        </p>
        <Show when={chat.canWrite()}>
          <div class="mt-2.5 flex flex-wrap gap-2">
            <Show when={hasText() && props.last}>
              <Button
                kind="filled"
                data-testid="answer-continue"
                onClick={() => chat.actions.continueAfter(props.message.id)}
              >
                Continue
              </Button>
            </Show>
            <For each={words().actions}>
              {(action, index) => (
                <Button
                  // there they stand below each other, and only edges line up
                  kind={index() === 0 || isPhone() ? 'plain' : 'quiet'}
                  data-testid={action === 'again' ? 'answer-again' : undefined}
                  onClick={() => act(action)}
                >
                  {labels[action]}
                </Button>
              )}
            </For>
          </div>
        </Show>
      </div>
    </div>
  )
}

/** What the provider asked for; once it is over there is nothing to say. */
function Wait(props: { until: number }) {
  const now = createNow()
  return (
    <Show when={props.until > now()}>
      {' '}
      It asks for a wait of{' '}
      <b class="font-bold">
        <Left until={props.until} />
      </b>
      .
    </Show>
  )
}
