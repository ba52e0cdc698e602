import Scissors from 'lucide-solid/icons/scissors'
import ShieldAlert from 'lucide-solid/icons/shield-alert'
import Unplug from 'lucide-solid/icons/unplug'
import { Match, Show, Switch } from 'solid-js'
import type { Message } from '#protocol/message.ts'
import { providerName } from '../../../parts/providers/provider-name.ts'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { late } from '../../../ui/late.tsx'
import { useChat } from '../state/chat-context.ts'

const FailedAnswer = late(() => import('./failed-answer.tsx').then((all) => all.FailedAnswer))

/** How an answer ended, where it ended otherwise than well: what happened, what is safe, what to do. */
export function AnswerEnd(props: { message: Message; last: boolean }) {
  const chat = useChat()
  const id = () => props.message.id
  /** Text came, and then nothing more: that is a pause more than a failure. */
  const brokeOff = () =>
    props.message.status === 'interrupted' ||
    (props.message.error?.provider?.kind === 'provider_stream_broken' && props.message.content !== '')
  const again = () => (
    <Button data-testid="answer-again" onClick={() => chat.actions.answerAgain(id())}>
      Answer again
    </Button>
  )
  const goOn = () => (
    <Show when={props.last}>
      <Button kind="filled" data-testid="answer-continue" onClick={() => chat.actions.continueAfter(id())}>
        Continue
      </Button>
    </Show>
  )
  const both = () => (
    <Show when={chat.canWrite()}>
      {goOn()}
      {again()}
    </Show>
  )
  return (
    <Switch>
      <Match when={props.message.status === 'stopped'}>
        <p class="mt-2 text-small text-text-3" data-testid="answer-stopped">
          Stopped here.
        </p>
      </Match>
      <Match when={props.message.status === 'length'}>
        <Banner tone="warn" icon={Scissors} class="mt-3" action={both()}>
          The answer reached its length limit. What arrived is saved.
        </Banner>
      </Match>
      <Match when={props.message.status === 'filtered'}>
        <Banner tone="warn" icon={ShieldAlert} class="mt-3" action={<Show when={chat.canWrite()}>{again()}</Show>}>
          {providerName(props.message.provider)}’s filter cut this answer.
        </Banner>
      </Match>
      <Match when={brokeOff()}>
        <Banner tone="warn" icon={Unplug} class="mt-3" data-testid="answer-interrupted" action={both()}>
          {props.message.error?.provider
            ? `${providerName(props.message.provider)} broke off here.`
            : 'The answer broke off here.'}{' '}
          What arrived is saved.
        </Banner>
      </Match>
      <Match when={props.message.status === 'failed'}>
        <FailedAnswer message={props.message} last={props.last} />
      </Match>
    </Switch>
  )
}
