import CircleAlert from 'lucide-solid/icons/circle-alert'
import CloudOff from 'lucide-solid/icons/cloud-off'
import WifiOff from 'lucide-solid/icons/wifi-off'
import { Match, Show, Switch } from 'solid-js'
import { plural } from '../../../lib/numbers.ts'
import { online } from '../../../lib/online.ts'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { late } from '../../../ui/late.tsx'
import { Delayed } from '../../../ui/skeleton.tsx'
import { useChat } from '../state/chat-context.ts'
import { Left } from '../figures/left.tsx'

/** These come over a connection that works, so their code can too. */
const TurnBanner = late(() => import('./turn-banner.tsx').then((all) => all.TurnBanner))

/** One at a time, above the composer: what waits or is wrong, and one action. */
export function ThreadBanner() {
  const chat = useChat()
  const { session } = chat
  const connection = () => session.connection()
  const waiting = () => session.state.pending.filter((pending) => pending.state === 'waiting').length
  const refusal = () => {
    const frame = session.refusal()
    return frame && frame.error_code !== 'rate_limit_exceeded' && !session.state.running?.budget ? frame.error : ''
  }
  const problem = () => chat.problem() || refusal()
  const tryNow = () => (
    <Button onClick={session.reconnect} data-testid="reconnect">
      Try now
    </Button>
  )
  return (
    <Switch
      fallback={
        <Show when={session.state.thread}>
          <TurnBanner />
        </Show>
      }
    >
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
    </Switch>
  )
}

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth']
const ordinal = (count: number) => ordinals[count - 1] ?? `${count}th`
