import { useNavigate } from '@solidjs/router'
import CircleAlert from 'lucide-solid/icons/circle-alert'
import KeyRound from 'lucide-solid/icons/key-round'
import Scissors from 'lucide-solid/icons/scissors'
import ShieldAlert from 'lucide-solid/icons/shield-alert'
import Unplug from 'lucide-solid/icons/unplug'
import { Match, Show, Switch } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import type { Message } from '../../../../../worker/protocol/message.ts'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { useChat } from '../chat-context.ts'
import { failureWords, providerName } from './failure-words.ts'

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
        <FailedAnswer message={props.message} />
      </Match>
    </Switch>
  )
}

function FailedAnswer(props: { message: Message }) {
  const chat = useChat()
  const navigate = useNavigate()
  let root!: HTMLDivElement
  const words = () => failureWords(props.message.error, providerName(props.message.provider))
  return (
    <div
      ref={root}
      role="alert"
      data-testid="answer-failed"
      class="mt-3 flex max-w-[45rem] gap-3 rounded-block border border-transparent bg-bad-soft px-3.5 py-3 text-ui"
    >
      <span class="flex pt-0.5 text-bad">
        <Dynamic component={words().action === 'key' ? KeyRound : CircleAlert} />
      </span>
      <div class="min-w-0 flex-1">
        <p class="font-bold">{words().title}</p>
        <p class="break-words text-text-2">{words().text}</p>
        <Show when={chat.canWrite()}>
          <div class="mt-2.5 flex flex-wrap gap-2">
            <Show when={words().action === 'key'}>
              <Button onClick={() => navigate('/settings/keys')}>Check the key</Button>
            </Show>
            <Show when={words().action !== 'model'}>
              <Button
                kind={words().action === 'key' ? 'quiet' : 'plain'}
                data-testid="answer-again"
                onClick={() => chat.actions.answerAgain(props.message.id)}
              >
                Try again
              </Button>
            </Show>
            <Button
              kind={words().action === 'model' ? 'plain' : 'quiet'}
              onClick={() => chat.actions.chooseModel(props.message.id, root)}
            >
              Use another model
            </Button>
          </div>
        </Show>
      </div>
    </div>
  )
}
