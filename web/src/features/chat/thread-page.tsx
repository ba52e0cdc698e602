import { createEffect, createSignal, on, onCleanup, Show } from 'solid-js'
import type { Project } from '#protocol/rest/projects.ts'
import { loadCatalog } from '../../parts/models/catalog.ts'
import { ModelPickerLayer } from '../../parts/models/model-picker-layer.tsx'
import { user } from '../../state/session.ts'
import { createThreadSession } from '../../sync/thread-session.ts'
import { ThreadBanner } from './banner/thread-banner.tsx'
import type { ComposerHandle } from './composer/composer.tsx'
import { ThreadComposer } from './composer/thread-composer.tsx'
import { ThreadHeader } from './header/thread-header.tsx'
import { MessageList } from './list/message-list.tsx'
import type { ScrollKeeper } from './list/scroll-keeper.ts'
import { ThreadSkeleton } from './list/thread-skeleton.tsx'
import { TypingLine } from './list/typing-line.tsx'
import { ChatPane } from './pane/chat-pane.tsx'
import { ChatContext } from './state/chat-context.ts'
import { createChat } from './state/create-chat.ts'
import { createThreadModel } from './state/thread-model.ts'
import { ThreadGone } from './thread-gone.tsx'
import { announceAnswers } from './watch/announce-answers.ts'
import { listenMessageKeys } from './watch/message-keys.ts'
import { sendReadMarks } from './watch/read-marks.ts'
import { syncSidebar } from './watch/sidebar-sync.ts'

/** One thread, live. */
export function ThreadPage(props: { project: Project; thread_id: string }) {
  const project = () => props.project
  const problem = createSignal('')
  const session = createThreadSession(props.thread_id, user()?.id ?? '')
  const model = createThreadModel({ session, project, onProblem: problem[1] })
  const chat = createChat({ session, model, project, problem, write: (text) => composer?.write(text) })
  const [keeper, setKeeper] = createSignal<ScrollKeeper>()
  let composer: ComposerHandle | undefined
  const isLoaded = () => session.state.thread !== null || session.state.pending.length > 0
  const stopped = () => {
    const connection = session.connection()
    return connection.name === 'stopped' && connection.reason !== 'outdated' ? connection : null
  }

  announceAnswers(chat)
  syncSidebar(chat)
  listenMessageKeys(chat, keeper)
  sendReadMarks(chat, () => keeper()?.following() ?? false)
  // Names of models can wait until the thread is there.
  const names = setTimeout(() => loadCatalog().catch(() => undefined), 700)
  onCleanup(() => clearTimeout(names))
  createEffect(
    on(
      () => chat.editing() === null,
      (over) => over && composer?.focus(),
      { defer: true },
    ),
  )

  return (
    <ChatContext.Provider value={chat}>
      <div class="@container/page flex min-h-0 flex-1 flex-col">
        <ThreadHeader project={props.project} />
        <Show when={!stopped()} fallback={<ThreadGone reason={stopped()} project={props.project} />}>
          <Show
            when={isLoaded()}
            fallback={
              <div class="min-h-0 flex-1">
                <ThreadSkeleton />
              </div>
            }
          >
            <Show when={chat.shown().length > 0} fallback={<EmptyThread />}>
              <MessageList keeper={setKeeper} />
            </Show>
          </Show>
          <div class="z-10 mx-auto flex w-full max-w-200 flex-none flex-col gap-2 px-4 pb-4 tablet:px-6 desktop:px-10 phone:px-2.5 phone:pb-[max(0.625rem,env(safe-area-inset-bottom))]">
            <ThreadBanner />
            <ThreadComposer
              project={props.project}
              handle={(handle) => (composer = handle)}
              onSent={() => keeper()?.toEnd()}
            />
          </div>
        </Show>
      </div>
      <ModelPickerLayer onProblem={chat.setProblem} />
      <ChatPane />
    </ChatContext.Provider>
  )
}

function EmptyThread() {
  return (
    <div class="flex min-h-0 flex-1 flex-col justify-end" data-testid="empty-chat">
      <div class="mx-auto w-full max-w-200 px-4 py-6 tablet:px-6 desktop:px-10">
        <p class="text-answer text-text-2">Start a conversation: what you write below is the first message here.</p>
      </div>
      <TypingLine />
    </div>
  )
}
