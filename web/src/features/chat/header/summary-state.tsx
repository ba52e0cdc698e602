import ScrollText from 'lucide-solid/icons/scroll-text'
import { Show } from 'solid-js'
import type { Thread } from '#protocol/thread.ts'
import { now } from '../../../lib/now.ts'
import { relativeTime } from '../../../lib/time.ts'
import { isInPane } from '../../../state/pane.ts'
import { openSummary } from '../state/open-summary.ts'

/** Whether the older part of a thread has a summary, or wants one; a press shows it. */
export function SummaryState(props: { thread: Thread }) {
  const words = () => {
    const { needs_summary, summarized_at } = props.thread
    if (needs_summary) return 'Needs summary'
    return summarized_at ? `Summarized ${relativeTime(summarized_at, now())}` : ''
  }
  return (
    <Show when={words()}>
      {' · '}
      <button
        type="button"
        aria-controls="pane"
        aria-expanded={isInPane({ kind: 'summary' })}
        data-tip={words()}
        data-testid="summary-state"
        class="touch-target inline-flex items-center gap-1.5 rounded-code align-bottom hover:text-text"
        onClick={() => openSummary()}
      >
        <ScrollText class="size-3.5!" />
        <span class="@max-[820px]/page:sr-text">{words()}</span>
      </button>
    </Show>
  )
}
