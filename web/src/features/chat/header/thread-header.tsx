import Ellipsis from 'lucide-solid/icons/ellipsis'
import { createSignal, Show } from 'solid-js'
import type { Project } from '#protocol/rest/projects.ts'
import { isPhone } from '../../../lib/media.ts'
import { plural } from '../../../lib/numbers.ts'
import { ModelButton } from '../../../parts/models/model-button.tsx'
import { SidebarButton } from '../../../parts/sidebar-button.tsx'
import * as threads from '../../../state/threads.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { late } from '../../../ui/late.tsx'
import { Menu, openMenu } from '../../../ui/menu.tsx'
import { useChat } from '../state/chat-context.ts'
import { LiveState } from './live-state.tsx'
import { Meter } from './meter.tsx'
import { People } from './people.tsx'
import { PhoneState } from './phone-state.tsx'
import { SummaryState } from './summary-state.tsx'
import { createThreadEntries } from './thread-entries.ts'
import { TitleEdit } from './title-edit.tsx'

const ThreadFacts = late(() => import('./thread-facts.tsx').then((all) => all.ThreadFacts))

/** Above a thread: what it is, which model answers, who is here, and whether it is live. */
export function ThreadHeader(props: { project: Project }) {
  const chat = useChat()
  const { session } = chat
  const [editing, setEditing] = createSignal(false)
  const thread = () => session.state.thread
  const title = () => thread()?.title ?? threads.threadById(session.thread_id)?.title ?? ''
  /** A whole list knows better than the thread, which is told after each turn. */
  const count = () => Math.max(thread()?.message_count ?? 0, session.state.hasMore ? 0 : chat.shown().length)
  const { attempt, entries } = createThreadEntries(
    chat,
    () => props.project,
    () => setEditing(true),
  )
  const openSheet = (anchor: Element): boolean => {
    if (!isPhone()) return false
    const header = <ThreadFacts chat={chat} project={props.project.name} count={count()} chosen={chat.model.chosen()} />
    openMenu({ label: 'Thread', entries: entries(), anchor, header, testid: 'thread-sheet' })
    return true
  }
  return (
    <header class="z-10 flex h-14 flex-none items-center gap-3 border-b border-line px-6 phone:h-13 phone:gap-2 phone:px-4">
      <SidebarButton />
      <div class="min-w-0 flex-1">
        <TitleEdit
          title={title()}
          canEdit={chat.canWrite()}
          editing={editing()}
          onEdit={setEditing}
          onPress={openSheet}
          onRename={(next) => void attempt(() => threads.renameThread(session.thread_id, next))}
        />
        <p class="truncate text-meta text-text-2">
          <Show when={!isPhone()} fallback={<PhoneState />}>
            {props.project.name}
            <Show when={thread()}> · {plural(count(), 'message')}</Show>
            <Show when={thread()?.archived}> · Archived</Show>
            <Show when={thread()}>{(known) => <SummaryState thread={known()} />}</Show>
          </Show>
        </p>
      </div>
      <ModelButton
        chosen={chat.model.chosen()}
        disabled={!chat.canWrite()}
        onPick={chat.model.pick}
        options={chat.model.options}
        class="max-w-72 @max-[600px]/page:hidden!"
      />
      <Meter context={session.state.context} thread={thread()} />
      <Show when={!isPhone()}>
        <LiveState connection={session.connection()} />
        <People />
      </Show>
      <Show when={chat.canWrite()}>
        <Menu
          label="Thread"
          entries={entries}
          trigger={(trigger) => (
            <IconButton name="More" class="-me-2" data-testid="thread-menu" {...trigger}>
              <Ellipsis />
            </IconButton>
          )}
        />
      </Show>
    </header>
  )
}
