import { useNavigate } from '@solidjs/router'
import { For, Show } from 'solid-js'
import { plural, tokens } from '../../../lib/numbers.ts'
import { InPane } from '../../../parts/in-pane.tsx'
import { Button } from '../../../ui/button.tsx'
import { cutWords, severityWords, sumWords, usedWords } from '../figures/context-words.ts'
import { MeterBar } from '../figures/meter-shapes.tsx'
import { useChat } from '../state/chat-context.ts'
import { openSummary } from '../state/open-summary.ts'

const sources = {
  reported: 'As the provider counted the last prompt, and what came after it.',
  counted: 'Counted with the model’s own tokenizer.',
  estimated: 'An estimate: the first answer makes it better.',
}

/** How full the model's window is, what the next prompt won't hold, and what the thread has taken so far. */
export function ContextDetails() {
  const chat = useChat()
  const navigate = useNavigate()
  const { state } = chat.session
  const cut = () => cutWords(state.context?.cut ?? null)
  const canSummarize = () => chat.canWrite() && chat.shown().length > 2
  return (
    <InPane testid="context-details">
      <div class="flex flex-col gap-4 text-ui">
        <Show when={state.context}>
          {(context) => (
            <section class="flex flex-col gap-1.5">
              <h3 class="flex items-baseline justify-between gap-3">
                <span class="font-bold">{usedWords(context())}</span>
                <Show when={context().percentage !== null}>
                  <span class="text-small text-text-2" data-testid="context-severity">
                    {Math.round(context().percentage ?? 0)}%, {severityWords(context())}
                  </span>
                </Show>
              </h3>
              <Show
                when={context().total !== null}
                fallback={<p class="text-small text-text-2">How much this model can read is not known.</p>}
              >
                <MeterBar context={context()} />
              </Show>
              <p class="text-small text-text-2">{sources[context().source]}</p>
            </section>
          )}
        </Show>
        <section class="border-t border-line pt-4">
          <Show
            when={cut().length > 0}
            fallback={<p class="text-text-2">The next prompt holds the whole conversation.</p>}
          >
            <h3 class="font-medium">The next prompt leaves out</h3>
            <ul class="mt-1 list-disc ps-5 text-text-2" data-testid="context-cut">
              <For each={cut()}>{(line) => <li>{line}</li>}</For>
            </ul>
            <p class="mt-1.5 text-small text-text-2">They stay in the thread; the model doesn’t read them any more.</p>
          </Show>
        </section>
        <Show when={state.thread}>
          {(thread) => (
            <p class="border-t border-line pt-4 text-text-2">
              This thread so far: {tokens(thread().total_tokens)} {thread().total_tokens === 1 ? 'token' : 'tokens'}
              <Show when={sumWords(thread())}>{(sum) => <>, {sum()}</>}</Show> in{' '}
              {plural(thread().message_count, 'message')}.
            </p>
          )}
        </Show>
        <Show when={chat.canWrite()}>
          <div class="flex flex-wrap gap-2">
            <Show when={canSummarize()}>
              <Button onClick={() => openSummary()}>Summary</Button>
            </Show>
            <Button
              kind="quiet"
              onClick={() => {
                const project_id = state.thread?.project_id
                if (project_id) navigate(`/p/${project_id}`)
              }}
            >
              Start a new thread
            </Button>
          </div>
        </Show>
      </div>
    </InPane>
  )
}
