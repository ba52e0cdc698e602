import { useNavigate } from '@solidjs/router'
import { createSignal, Match, Show, Switch } from 'solid-js'
import type { Context } from '../../../../../worker/protocol/thread.ts'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { useChat } from '../chat-context.ts'
import { cutWords, listed } from '../figures/context-words.ts'
import { openPanel } from '../panel/open-panel.ts'

/** Threads whose warning was closed, until they are worse. */
const closed = new Map<string, Context['severity']>()

/** The window is nearly full: what the next answer will leave out, and what to do about it. */
export function ContextBanner() {
  const chat = useChat()
  const navigate = useNavigate()
  const { state, thread_id } = chat.session
  const [hidden, setHidden] = createSignal(closed.get(thread_id))
  const context = () => (state.context && state.context.severity !== hidden() ? state.context : null)
  const percent = () => `${Math.floor(context()?.percentage ?? 0)}%`
  const cut = () => {
    const lines = cutWords(context()?.cut ?? null)
    return lines.length > 0 ? `The next answer leaves out ${listed(lines)}.` : 'The next answer still reads everything.'
  }
  const close = () => {
    const severity = state.context?.severity
    if (severity) closed.set(thread_id, severity)
    setHidden(severity)
  }
  const summarize = (kind: 'filled' | 'plain') => (
    <Show when={chat.canWrite()}>
      <Button kind={kind} data-testid="context-summarize" onClick={() => openPanel({ kind: 'summary', ask: true })}>
        Summarize now
      </Button>
    </Show>
  )
  return (
    <Switch>
      <Match when={context()?.severity === 'critical'}>
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
          <b class="font-bold">{percent()} of what this model can read is used.</b> {cut()}
        </Banner>
      </Match>
      <Match when={context()?.severity === 'warning'}>
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
          {percent()} of what this model can read is used. {cut()}
        </Banner>
      </Match>
    </Switch>
  )
}
