import { createMemo, createSignal, type Accessor, type Signal } from 'solid-js'
import { unwrap } from 'solid-js/store'
import type { Project } from '#protocol/rest/projects.ts'
import { answerText } from '../../../parts/steps/answer-parts.ts'
import { user } from '../../../state/session.ts'
import type { PendingMessage, ThreadState } from '../../../sync/state.ts'
import type { ThreadSession } from '../../../sync/thread-session.ts'
import type { Chat, Editing } from './chat-context.ts'
import { createMessageActions } from './message-actions.ts'
import type { ThreadModel } from './thread-model.ts'

/** The live thread and everything a person can do in it. */
export function createChat(parts: {
  session: ThreadSession
  model: ThreadModel
  project: Accessor<Project>
  problem: Signal<string>
  write: (text: string) => void
}): Chat {
  const { session, model, project, write } = parts
  const me = { id: session.owner_id, name: user()?.username ?? '' }
  const { state } = session
  const [editing, setEditing] = createSignal<Editing | null>(null)
  const [problem, setProblem] = parts.problem
  const pending = (id: string) => state.pending.find((one) => one.frame.message_id === id)
  const textOf = (id: string) => {
    const message = state.byId[id]
    return message ? answerText(message, state.begun[id]) : (pending(id)?.frame.content ?? '')
  }
  const role = createMemo(() => state.people.find((one) => one.id === me.id)?.role ?? project().role)

  return {
    session,
    model,
    me,
    role,
    canWrite: () => role() !== 'viewer',
    ...createLists(state),
    message: (id) => state.byId[id],
    pending,
    editing,
    actions: createMessageActions({ session, editing, setEditing, setProblem, write, textOf, choice: model.choice }),
    problem,
    setProblem,
    write,
  }
}

/** What is a message among others, and what still waits for its turn. */
function createLists(state: ThreadState): Pick<Chat, 'shown' | 'queued'> {
  /** The ids without their proxies: `list` is a new array whenever anything in it changes, also a message's place. */
  const ids = createMemo(() => unwrap(state.list))
  const isQueued = (id: string) => unwrap(state.byId)[id]?.status === 'queued'
  /** Sent while an answer runs: it will be queued, so it never shows among the messages. */
  const willQueue = (pending: PendingMessage) => state.running !== null && pending.state === 'sending'
  const idsOf = (pending: PendingMessage[]) => pending.map((one) => one.frame.message_id)
  return {
    queued: createMemo(() => [...ids().filter(isQueued), ...idsOf(state.pending.filter(willQueue))]),
    shown: createMemo(() => [
      ...ids().filter((id) => !isQueued(id)),
      ...idsOf(state.pending.filter((pending) => !willQueue(pending))),
    ]),
  }
}
