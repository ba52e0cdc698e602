import Hand from 'lucide-solid/icons/hand'
import Hourglass from 'lucide-solid/icons/hourglass'
import { Match, onCleanup, Show, Switch } from 'solid-js'
import { providerName } from '../../../parts/providers/provider-name.ts'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { Left } from '../figures/left.tsx'
import { useChat } from '../state/chat-context.ts'
import { BudgetBanner } from './budget-banner.tsx'
import { ContextBanner } from './context-banner.tsx'
import { waitsWords } from './waits-words.ts'

/** What the running turn or the next one waits for, or will leave out. */
export function TurnBanner() {
  const chat = useChat()
  const { session } = chat
  const running = () => session.state.running
  const limit = () => {
    const refusal = session.refusal()
    return refusal?.error_code === 'rate_limit_exceeded' ? refusal : null
  }
  const stop = (words = 'Stop') => (
    <Show when={chat.canWrite()}>
      <Button kind="quiet" onClick={chat.actions.stop}>
        {words}
      </Button>
    </Show>
  )
  const provider = () => chat.message(running()?.message_id ?? '')?.provider
  return (
    <Switch fallback={<ContextBanner />}>
      <Match when={running()?.state === 'waiting' && running()?.budget}>
        {(pause) => <BudgetBanner pause={pause()} message_id={running()?.message_id ?? ''} />}
      </Match>
      <Match when={running()?.state === 'waiting' && !running()?.budget && running()}>
        {(turn) => (
          <Banner
            tone="warn"
            icon={turn().waits?.for === 'consent' ? Hand : Hourglass}
            data-testid="turn-waits"
            action={stop()}
          >
            {waitsWords(turn().waits)}
          </Banner>
        )}
      </Match>
      <Match when={limit()}>
        {(refusal) => (
          <RateLimit seconds={refusal().retry_after ?? 10} words={refusal().error} onOver={session.clearRefusal} />
        )}
      </Match>
      <Match when={running()?.retry_at}>
        {(at) => (
          <Banner tone="warn" icon={Hourglass} data-testid="turn-retry" action={stop('Cancel')}>
            {providerName(provider())} asks us to wait. Sending again in{' '}
            <b class="font-bold">
              <Left until={Date.parse(at())} />
            </b>
            .
          </Banner>
        )}
      </Match>
    </Switch>
  )
}

function RateLimit(props: { seconds: number; words: string; onOver: () => void }) {
  const until = Date.now() + props.seconds * 1000
  const timer = setTimeout(() => props.onOver(), props.seconds * 1000)
  onCleanup(() => clearTimeout(timer))
  return (
    <Banner tone="plain" icon={Hourglass} data-testid="rate-limit">
      {props.words} You can write again in{' '}
      <b class="font-bold">
        <Left until={until} words />
      </b>
      .
    </Banner>
  )
}
