import { Match, Show, Switch } from 'solid-js'
import { plural } from '../../lib/numbers.ts'
import { threadList, type ThreadFilter } from '../../state/threads.ts'
import { Button } from '../../ui/button.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'

/** What stands in the list's place: loading, failed, nothing yet, nothing found. */
export function NoThreads(props: {
  projectName: string
  projectCount: number
  onFilter: (change: Partial<ThreadFilter>) => void
  onRetry: () => void
}) {
  const filter = () => threadList.filter
  const place = () => (filter()?.everywhere ? 'any project' : props.projectName)
  return (
    <Switch>
      <Match when={props.projectCount === 0}>
        <p class="px-2 pt-3 text-small text-text-2">No project is open. Make one above, or bring one back.</p>
      </Match>
      <Match when={threadList.status === 'loading'}>
        <Skeleton lines={6} label="Loading threads" class="px-2 pt-3" />
      </Match>
      <Match when={threadList.status === 'failed'}>
        <div role="alert" class="flex flex-col items-start gap-3 px-2 pt-3 text-ui">
          <p>
            The threads did not load. <span class="text-text-2">{threadList.error}</span>
          </p>
          <Button onClick={() => props.onRetry()}>Try again</Button>
        </div>
      </Match>
      <Match when={filter()?.search}>
        <div role="status" class="px-2 pt-1 text-ui">
          <p class="font-medium wrap-anywhere">
            No thread in {place()} has “{filter()!.search}”.
          </p>
          <p class="text-text-2">
            <Show when={!filter()!.everywhere || !filter()!.archived} fallback="Try fewer words.">
              Search{' '}
              <Show when={!filter()!.everywhere && props.projectCount > 1}>
                <button type="button" class="link" onClick={() => props.onFilter({ everywhere: true })}>
                  all {plural(props.projectCount, 'project')}
                </button>
                <Show when={!filter()!.archived}> or </Show>
              </Show>
              <Show when={!filter()!.archived}>
                <button type="button" class="link" onClick={() => props.onFilter({ archived: true })}>
                  archived threads
                </button>
              </Show>
              , or try fewer words.
            </Show>
          </p>
        </div>
      </Match>
      <Match when={threadList.status === 'ready'}>
        <p class="px-2 pt-3 text-small text-text-2">No threads yet. Your first message starts one.</p>
      </Match>
    </Switch>
  )
}
