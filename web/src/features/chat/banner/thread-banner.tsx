import CircleAlert from 'lucide-solid/icons/circle-alert'
import CloudOff from 'lucide-solid/icons/cloud-off'
import Hourglass from 'lucide-solid/icons/hourglass'
import WifiOff from 'lucide-solid/icons/wifi-off'
import { Match, onCleanup, Show, Switch } from 'solid-js'
import { plural } from '../../../lib/numbers.ts'
import { online } from '../../../lib/online.ts'
import { countdown } from '../../../lib/time.ts'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { Delayed } from '../../../ui/skeleton.tsx'
import { useChat } from '../chat-context.ts'
import { providerName } from '../message/failure-words.ts'
import { createNow } from '../now.ts'

/** One at a time, above the composer: what waits or is wrong, and one action. */
export function ThreadBanner() {
  const chat = useChat()
  const { session } = chat
  const connection = () => session.connection()
  const waiting = () => session.state.pending.filter((pending) => pending.state === 'waiting').length
  const retryAt = () => session.state.running?.retry_at
  const limit = () => {
    const refusal = session.refusal()
    return refusal?.error_code === 'rate_limit_exceeded' ? refusal : null
  }
  const problem = () => chat.problem() || (limit() ? '' : (session.refusal()?.error ?? ''))
  const tryNow = () => (
    <Button onClick={session.reconnect} data-testid="reconnect">
      Try now
    </Button>
  )
  return (
    <Switch>
      <Match when={!online() && connection().name !== 'live'}>
        <Banner tone="plain" icon={CloudOff} data-testid="connection-status">
          <b class="font-bold">Disconnected.</b> You are offline. You can read and write
          <Show when={waiting() > 0} fallback=".">
            ; {plural(waiting(), 'message')} {waiting() === 1 ? 'waits' : 'wait'} on this device.
          </Show>
        </Banner>
      </Match>
      <Match when={connection().name === 'disconnected' && (connection() as { retry_at: number })}>
        {(lost) => (
          <Banner tone="bad" icon={WifiOff} role="alert" data-testid="connection-status" action={tryNow()}>
            <b class="font-bold">Disconnected.</b> Trying again in{' '}
            <b class="font-bold">
              <Left until={lost().retry_at} words />
            </b>
            .<Show when={session.state.running}> The answer goes on without you.</Show>
          </Banner>
        )}
      </Match>
      <Match when={connection().name === 'connecting' && (connection() as { attempt: number }).attempt > 0}>
        <Banner tone="plain" data-testid="connection-status">
          <span class="inline-flex items-center gap-2.5">
            <span class="size-[7px] animate-pulse rounded-full bg-warn-dot" /> Connecting,{' '}
            {ordinal((connection() as { attempt: number }).attempt)} try
          </span>
        </Banner>
      </Match>
      <Match when={connection().name === 'connecting' && session.state.thread === null}>
        <Delayed>
          <Banner tone="plain" data-testid="connection-status">
            Connecting
          </Banner>
        </Delayed>
      </Match>
      <Match when={problem()}>
        {(words) => (
          <Banner
            tone="bad"
            icon={CircleAlert}
            role="alert"
            data-testid="thread-problem"
            action={
              <Button
                kind="quiet"
                onClick={() => {
                  chat.setProblem('')
                  session.clearRefusal()
                }}
              >
                Close
              </Button>
            }
          >
            {words()}
          </Banner>
        )}
      </Match>
      <Match when={limit()}>
        {(refusal) => (
          <RateLimit seconds={refusal().retry_after ?? 10} words={refusal().error} onOver={session.clearRefusal} />
        )}
      </Match>
      <Match when={retryAt()}>
        {(at) => (
          <Banner
            tone="warn"
            icon={Hourglass}
            data-testid="turn-retry"
            action={
              <Show when={chat.canWrite()}>
                <Button kind="quiet" onClick={chat.actions.stop}>
                  Cancel
                </Button>
              </Show>
            }
          >
            {providerName(chat.message(session.state.running?.message_id ?? '')?.provider)} asks us to wait. Sending
            again in{' '}
            <b class="font-bold">
              <Left until={Date.parse(at())} />
            </b>
            .
          </Banner>
        )}
      </Match>
      <Match when={session.state.context?.severity === 'critical' && session.state.context}>
        {(context) => (
          <Banner tone="plain" data-testid="context-warning">
            <b class="font-bold">{Math.round(context().percentage ?? 95)}% used.</b> The next answer leaves out the
            first messages.
          </Banner>
        )}
      </Match>
      <Match when={session.state.context?.severity === 'warning'}>
        <Banner tone="plain" data-testid="context-warning">
          80% of what this model can read is used.
        </Banner>
      </Match>
    </Switch>
  )
}

function Left(props: { until: number; words?: boolean }) {
  const now = createNow(500)
  const seconds = () => Math.max(0, (props.until - now()) / 1000)
  return <>{props.words ? `${Math.ceil(seconds())} s` : countdown(seconds())}</>
}

function RateLimit(props: { seconds: number; words: string; onOver: () => void }) {
  const until = Date.now() + props.seconds * 1000
  const timer = setTimeout(() => props.onOver(), props.seconds * 1000)
  onCleanup(() => clearTimeout(timer))
  return (
    <Banner tone="plain" icon={Hourglass}>
      {props.words} You can write again in{' '}
      <b class="font-bold">
        <Left until={until} words />
      </b>
      .
    </Banner>
  )
}

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth']
const ordinal = (count: number) => ordinals[count - 1] ?? `${count}th`
