import { A, useNavigate } from '@solidjs/router'
import { createSignal, Show, type JSX } from 'solid-js'
import PanelLeft from 'lucide-solid/icons/panel-left'
import SquarePen from 'lucide-solid/icons/square-pen'
import X from 'lucide-solid/icons/x'
import type { Project } from '#protocol/rest/projects.ts'
import { isDesktop, isPhone } from '../../lib/media.ts'
import { activeProjects } from '../../state/projects.ts'
import { foldSidebar, setDrawerOpen } from '../../state/shell.ts'
import { openThreads, threadList, type ThreadFilter } from '../../state/threads.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { modKey } from '../../ui/kbd.tsx'
import { Wordmark } from '../../ui/mark.tsx'
import { OfflineNote, Problem, SearchScope } from './list-notes.tsx'
import { NoThreads } from './no-threads.tsx'
import { SearchField } from './search-field.tsx'
import { createThreadActions } from './thread-actions.ts'
import { ThreadGroups } from './thread-groups.tsx'
import { createThreadLoading } from './thread-loading.ts'

export function Sidebar(props: {
  project: Project | undefined
  openThread: string | undefined
  switcher: JSX.Element
  foot: JSX.Element
}) {
  const navigate = useNavigate()
  const [problem, setProblem] = createSignal('')
  const [search, setSearch] = createSignal('')
  const [scope, setScope] = createSignal({ everywhere: false, archived: false })
  const actions = createThreadActions({ openThread: () => props.openThread, problem: setProblem })
  createThreadLoading(() => props.project?.id, search, scope)

  const newThread = () => {
    setDrawerOpen(false)
    if (props.project) navigate(`/p/${props.project.id}`)
  }
  const changeFilter = (change: Partial<ThreadFilter>) => setScope((old) => ({ ...old, ...change }))
  const resetScope = () => setScope({ everywhere: false, archived: false })
  return (
    <>
      <div class="flex h-14 flex-none items-center justify-between ps-5 pe-3 phone:h-[60px]">
        <A href="/" aria-label="Edgewise, start page" class="flex rounded-control">
          <Wordmark />
        </A>
        <Show
          when={isDesktop()}
          fallback={
            <IconButton name="Close sidebar" onClick={() => setDrawerOpen(false)}>
              <X />
            </IconButton>
          }
        >
          <IconButton name="Fold sidebar" shortcut={`${modKey} Shift S`} onClick={() => foldSidebar(true)}>
            <PanelLeft />
          </IconButton>
        </Show>
      </div>
      <div class="flex flex-none items-center gap-2 px-3 pt-1 pb-2.5">
        <div class="min-w-0 flex-1">{props.switcher}</div>
        <Show when={!isPhone()}>
          <Button onClick={newThread} disabled={!props.project}>
            <SquarePen />
            New
          </Button>
        </Show>
      </div>
      <div class="flex-none px-3">
        <SearchField
          value={search()}
          onValue={(value) => {
            setSearch(value)
            if (!value) resetScope()
          }}
        />
      </div>
      <SearchScope
        scope={scope()}
        found={threadList.rows.length > 0}
        projectName={props.project?.name ?? ''}
        onReset={resetScope}
      />
      <Problem text={problem()} onClose={() => setProblem('')} />
      <OfflineNote />
      <div class="min-h-0 flex-1 overflow-y-auto overscroll-contain px-3 pt-3 phone:pb-20" tabindex={-1}>
        <Show
          when={threadList.rows.length > 0}
          fallback={
            <NoThreads
              projectName={props.project?.name ?? 'this project'}
              projectCount={activeProjects().length}
              onFilter={changeFilter}
              onRetry={() => threadList.filter && void openThreads({ ...threadList.filter })}
            />
          }
        >
          <ThreadGroups openThread={props.openThread} actions={actions} onPick={() => setDrawerOpen(false)} />
        </Show>
      </div>
      <div class="relative flex-none border-t border-line px-3 py-2 phone:pb-[max(0.5rem,env(safe-area-inset-bottom))]">
        <Show when={isPhone() && props.project}>
          <button
            type="button"
            onClick={newThread}
            class="absolute end-4 bottom-full mb-2 flex h-[52px] items-center gap-3 rounded-full bg-accent px-5 text-ui font-medium text-on-accent shadow-float"
          >
            <SquarePen />
            New chat
          </button>
        </Show>
        {props.foot}
      </div>
    </>
  )
}
