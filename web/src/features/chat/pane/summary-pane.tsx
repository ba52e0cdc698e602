import ScrollText from 'lucide-solid/icons/scroll-text'
import { createSignal, For, Match, Show, Switch } from 'solid-js'
import type { Summary } from '#protocol/summary.ts'
import { now } from '../../../lib/now.ts'
import { plural } from '../../../lib/numbers.ts'
import { fullTime, relativeTime } from '../../../lib/time.ts'
import { Markdown } from '../../../markdown/markdown.tsx'
import { InPane } from '../../../parts/in-pane.tsx'
import { knownModel } from '../../../parts/models/catalog.ts'
import { TryAgain } from '../../../parts/try-again.tsx'
import { Button } from '../../../ui/button.tsx'
import { FieldError } from '../../../ui/field-error.tsx'
import { Ring } from '../../../ui/ring.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { useChat } from '../state/chat-context.ts'
import { createSummary } from './create-summary.ts'
import { SummaryEdit } from './summary-edit.tsx'

/** What stands for the older part of a thread: to read, to correct, to make anew. */
export function SummaryPane() {
  const chat = useChat()
  const summary = createSummary(chat)
  const [editing, setEditing] = createSignal(false)
  const view = summary.view
  const { running } = summary
  return (
    <InPane testid="summary-panel">
      <Switch fallback={<Skeleton lines={4} label="Loading the summary" />}>
        <Match when={summary.loadError()}>
          {(error) => <TryAgain what="The summary" error={error()} onRetry={() => void summary.load()} />}
        </Match>
        <Match when={editing()}>
          <SummaryEdit
            text={view()?.summary?.text ?? ''}
            onCancel={() => setEditing(false)}
            onSave={async (text) => {
              await summary.save(text)
              setEditing(false)
            }}
          />
        </Match>
        <Match when={view()}>
          {(known) => (
            <div class="flex flex-col gap-3">
              <Show
                when={known().summary}
                fallback={
                  <p class="text-ui text-text-2">
                    There is none yet. A summary stands for the older messages, so that a long thread still fits into
                    what a model can read.
                  </p>
                }
              >
                {(newest) => <SummaryText summary={newest()} />}
              </Show>
              <div role="status" class="empty:hidden">
                <Show when={running()}>
                  <p class="flex items-center gap-2 text-ui text-text-2">
                    <Ring /> Being written. You can go on; it appears here.
                  </p>
                </Show>
              </div>
              <Show when={known().state === 'failed'}>
                <FieldError text={`Not summarized. ${known().error ?? 'Try again.'}`} />
              </Show>
              <FieldError text={summary.problem()} />
              <Show when={chat.canWrite()}>
                <div class="flex flex-wrap gap-2">
                  <Button
                    kind={known().summary ? 'plain' : 'filled'}
                    busy={running() || summary.asking()}
                    data-testid="summarize-now"
                    onClick={() => void summary.ask()}
                  >
                    {known().summary ? 'Update' : 'Summarize now'}
                  </Button>
                  <Button kind="quiet" disabled={running()} data-testid="summary-edit" onClick={() => setEditing(true)}>
                    {known().summary ? 'Edit' : 'Write it yourself'}
                  </Button>
                </div>
              </Show>
              <Show when={known().history.length > 0}>
                <Older history={known().history} />
              </Show>
            </div>
          )}
        </Match>
      </Switch>
    </InPane>
  )
}

function SummaryText(props: { summary: Summary }) {
  return (
    <article class="flex flex-col gap-2">
      <p class="flex items-start gap-2 text-meta text-text-3">
        <span class="flex text-text-2">
          <ScrollText class="size-4!" />
        </span>
        <span class="min-w-0 wrap-anywhere">
          {plural(props.summary.message_count, 'message')},{' '}
          <time datetime={props.summary.created_at} data-tip={fullTime(props.summary.created_at)}>
            {relativeTime(props.summary.created_at, now())}
          </time>
          , {byWhom(props.summary)}
        </span>
      </p>
      <Markdown text={props.summary.text} class="text-ui!" />
      <Show when={props.summary.key_topics.length > 0}>
        <p class="text-small text-text-2">Topics: {props.summary.key_topics.join(', ')}</p>
      </Show>
    </article>
  )
}

function byWhom({ source, model }: Summary): string {
  if (source === 'edited' || model === null) return 'edited by a person'
  const at = model.indexOf('/')
  const name = knownModel(model.slice(0, at), model.slice(at + 1))?.name ?? model
  return `${source === 'asked' ? 'asked for, ' : ''}by ${name}`
}

function Older(props: { history: readonly Summary[] }) {
  return (
    <details class="border-t border-line pt-3">
      <summary class="text-ui font-medium text-accent">{plural(props.history.length, 'older one')}</summary>
      <ol class="mt-3 flex flex-col gap-4">
        <For each={props.history}>
          {(one) => (
            <li>
              <SummaryText summary={one} />
            </li>
          )}
        </For>
      </ol>
    </details>
  )
}
