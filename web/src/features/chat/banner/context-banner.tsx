import { useNavigate } from '@solidjs/router'
import { createSignal, Match, Show, Switch } from 'solid-js'
import type { Context } from '#protocol/thread.ts'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { useChat } from '../state/chat-context.ts'
import { cutWords, listed } from '../figures/context-words.ts'
import { openSummary } from '../state/open-summary.ts'

/** `cut`: there is room, and still old messages leave, so that the answer has its part of a small window. */
type Level = Context['severity'] | 'cut'
const levelOf = (context: Context): Level =>
  context.severity === 'ok' && (context.cut?.messages ?? 0) > 0 ? 'cut' : context.severity

/** Threads whose warning was closed, until they are worse. */
const closed = new Map<string, Level>()

/** The window is nearly full: what the next answer will leave out, and what to do about it. */
export function ContextBanner() {
  const chat = useChat()
  const navigate = useNavigate()
  const { state, thread_id } = chat.session
  const [hidden, setHidden] = createSignal(closed.get(thread_id))
  const level = () => {
    const now = state.context ? levelOf(state.context) : 'ok'
    return now === hidden() ? 'ok' : now
  }
  const used = () => {
    const percent = Math.floor(state.context?.percentage ?? 0)
    // after a switch to a model with a smaller window
    return percent > 100
      ? 'This thread is longer than the model can read.'
      : `${percent}% of what this model can read is used.`
  }
  const cut = () => {
    const lines = cutWords(state.context?.cut ?? null)
    return lines.length > 0 ? `The next answer leaves out ${listed(lines)}.` : 'The next answer still reads everything.'
  }
  const close = () => {
    const now = level()
    closed.set(thread_id, now)
    setHidden(now)
  }
  const summarize = (kind: 'filled' | 'plain') => (
    <Show when={chat.canWrite()}>
      <Button kind={kind} data-testid="context-summarize" onClick={() => openSummary(true)}>
        Summarize now
      </Button>
    </Show>
  )
  return (
    <Switch>
      <Match when={level() === 'critical'}>
        <Banner
          tone="warn"
          data-testid="context-warning"
          action={
            <>
              {summarize('filled')}
              <Button onClick={() => navigate(`/p/${state.thread?.project_id}`)}>Start a new thread</Button>
            </>
          }
        >
          <b class="font-bold">{used()}</b> {cut()}
        </Banner>
      </Match>
      <Match when={level() === 'warning' || level() === 'cut'}>
        <Banner
          tone="plain"
          data-testid="context-warning"
          action={
            <>
              {summarize('plain')}
              <Button kind="quiet" onClick={close}>
                Close
              </Button>
            </>
          }
        >
          <Show when={level() === 'warning'}>{used()} </Show>
          {cut()}
        </Banner>
      </Match>
    </Switch>
  )
}
