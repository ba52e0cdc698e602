import { createEffect, createMemo, createSignal, For, onCleanup, onMount, Show } from 'solid-js'
import { now } from '../../lib/now.ts'
import { dateGroup, dateGroups } from '../../lib/time.ts'
import { projectById } from '../../state/projects.ts'
import { moreThreads, threadList } from '../../state/threads.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import type { ThreadActions } from './thread-actions.ts'
import { ThreadRow } from './thread-row.tsx'

/** Threads under their days, the next page when the end comes into view. */
export function ThreadGroups(props: { openThread: string | undefined; actions: ThreadActions; onPick: () => void }) {
  const groups = createMemo(() => {
    const today = now()
    const rows = threadList.rows
    return dateGroups
      .map((name) => ({ name, rows: rows.filter((row) => dateGroup(row.last_activity_at, today) === name) }))
      .filter((group) => group.rows.length > 0)
  })
  const names = createMemo(() => groups().map((group) => group.name), undefined, {
    equals: (a, b) => a.join() === b.join(),
  })
  return (
    <>
      <For each={names()}>
        {(name) => (
          <section aria-labelledby={`threads-${name.replace(' ', '-')}`} class="mb-3">
            <h2
              id={`threads-${name.replace(' ', '-')}`}
              class="px-2 pt-1 pb-1 text-meta font-medium text-text-3 touch:pt-2"
            >
              {name}
            </h2>
            <ul>
              <For each={groups().find((group) => group.name === name)?.rows}>
                {(row) => (
                  <ThreadRow
                    row={row}
                    active={row.id === props.openThread}
                    canWrite={projectById(row.project_id)?.role !== 'viewer'}
                    project={threadList.filter?.everywhere ? projectById(row.project_id)?.name : undefined}
                    actions={props.actions}
                    onPick={props.onPick}
                  />
                )}
              </For>
            </ul>
          </section>
        )}
      </For>
      <Show when={threadList.next_cursor} keyed>
        <PageEnd />
      </Show>
    </>
  )
}

function PageEnd() {
  let end!: HTMLDivElement
  const [inView, setInView] = createSignal(false)
  onMount(() => {
    const seen = new IntersectionObserver(([entry]) => setInView(entry!.isIntersecting), { rootMargin: '300px' })
    seen.observe(end)
    onCleanup(() => seen.disconnect())
  })
  createEffect(() => {
    if (inView() && threadList.status === 'ready') void moreThreads()
  })
  return (
    <div ref={end} class="px-2 pb-4">
      <Skeleton lines={2} label="Loading older threads" />
      <button type="button" class="sr-text focus:not-sr-only focus:link" onClick={() => void moreThreads()}>
        Load older threads
      </button>
    </div>
  )
}
