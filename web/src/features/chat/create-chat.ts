import { useNavigate } from '@solidjs/router'
import { createMemo, createSignal, type Accessor } from 'solid-js'
import { unwrap } from 'solid-js/store'
import type { Project } from '../../../../worker/protocol/rest/projects.ts'
import type { ThreadUp } from '../../../../worker/protocol/thread-up.ts'
import { wordsOf } from '../../api/error.ts'
import { uuid } from '../../lib/uuid.ts'
import { user } from '../../state/session.ts'
import { forkThread } from '../../state/threads.ts'
import type { PendingMessage } from '../../sync/state.ts'
import { createThreadSession } from '../../sync/thread-session.ts'
import { confirm } from '../../ui/confirm.tsx'
import type { Chat, Editing, MessageActions } from './chat-context.ts'
import { copyText } from './copy-text.ts'
import { openModelPicker } from './model/open-model-picker.ts'
import { siblingsOf } from './siblings.ts'

const NOT_CONNECTED = 'Not done: there is no connection. Try again once it is back.'

/** The live thread and everything a person can do in it. */
export function createChat(project: Accessor<Project>, threadId: string): Chat {
  const person = user()
  const me = { id: person?.id ?? '', name: person?.username ?? '' }
  const session = createThreadSession(threadId, me.id)
  const { state } = session
  const [editing, setEditing] = createSignal<Editing | null>(null)
  const [problem, setProblem] = createSignal('')
  const writers: ((text: string) => void)[] = []
  const navigate = useNavigate()

  /** The ids without their proxies: `list` is a new array whenever anything in it changes, also a message's place. */
  const ids = createMemo(() => unwrap(state.list))
  const isQueued = (id: string) => unwrap(state.byId)[id]?.status === 'queued'
  /** Sent while an answer runs: it will be queued, so it never shows among the messages. */
  const willQueue = (pending: PendingMessage) => state.running !== null && pending.state === 'sending'
  const queued = createMemo(() => [
    ...ids().filter(isQueued),
    ...state.pending.filter(willQueue).map((pending) => pending.frame.message_id),
  ])
  const shown = createMemo(() => [
    ...ids().filter((id) => !isQueued(id)),
    ...state.pending.filter((pending) => !willQueue(pending)).map((pending) => pending.frame.message_id),
  ])
  const role = createMemo(() => state.people.find((one) => one.id === me.id)?.role ?? project().role)

  const act = (frame: ThreadUp): boolean => {
    setProblem('')
    const done = session.act(frame)
    if (!done) setProblem(NOT_CONNECTED)
    return done
  }
  const attempt = async (job: () => Promise<void>) => {
    setProblem('')
    try {
      await job()
    } catch (error) {
      setProblem(wordsOf(error))
    }
  }
  const write = (text: string) => {
    for (const writer of writers) writer(text)
  }
  const pending = (id: string) => state.pending.find((one) => one.frame.message_id === id)
  const textOf = (id: string) => state.byId[id]?.content ?? pending(id)?.frame.content ?? ''

  /** An edit that changes nothing: another answer to the same words, or nothing at all. */
  const resubmit = (id: string, keepAnswer: boolean) => {
    const answer = state.list[state.list.indexOf(id) + 1]
    const again = !keepAnswer && answer !== undefined && state.byId[answer]?.role === 'assistant'
    if (!again || act({ type: 'regenerate', message_id: answer })) setEditing(null)
  }

  const actions: MessageActions = {
    copy: (id) => void copyText(textOf(id)),
    startEdit: (id) => setEditing({ id, text: textOf(id) }),
    changeEdit: (text) => setEditing((before) => before && { ...before, text }),
    cancelEdit: () => setEditing(null),
    submitEdit(keepAnswer) {
      const edit = editing()
      if (!edit || edit.text.trim() === '') return
      if (edit.text === textOf(edit.id)) return resubmit(edit.id, keepAnswer)
      const frame = { type: 'edit_message', message_id: edit.id, content: edit.text } as const
      if (act({ ...frame, preserve_response: keepAnswer })) setEditing(null)
    },
    answerAgain: (id, options) => void act({ type: 'regenerate', message_id: id, options }),
    chooseModel: (id, anchor) =>
      openModelPicker({
        anchor,
        label: 'Answer with another model',
        current: state.byId[id] ?? null,
        onPick: (choice) => act({ type: 'regenerate', message_id: id, options: choice }),
      }),
    continueAfter: () => session.send({ type: 'send_message', message_id: uuid(), content: 'Continue' }),
    showBranch: (id, step) =>
      void attempt(async () => {
        const message = state.byId[id]
        if (!message) return
        const siblings = await siblingsOf(threadId, message)
        const next = siblings[siblings.indexOf(id) + step]
        if (next) act({ type: 'select_branch', message_id: next })
      }),
    async remove(id) {
      const mine = state.byId[id]?.role === 'user'
      const yes = await confirm({
        title: mine ? 'Delete this message?' : 'Delete this answer?',
        text: 'Its place stays, its words are gone for everyone, and no model reads them again.',
        action: 'Delete',
        keep: 'Keep it',
      })
      if (yes) act({ type: 'delete_message', message_id: id })
    },
    fork: (id) =>
      attempt(async () => {
        const made = await forkThread(threadId, id)
        navigate(`/p/${made.project_id}/t/${made.id}`)
      }),
    stop: () => void act({ type: 'stop' }),
    takeBack(id) {
      if (pending(id)) return write(session.outbox.remove(id))
      const text = textOf(id)
      if (act({ type: 'withdraw', message_id: id })) write(text)
    },
  }

  return {
    session,
    me,
    role,
    canWrite: () => role() !== 'viewer',
    shown,
    queued,
    message: (id) => state.byId[id],
    pending,
    editing,
    actions,
    problem,
    setProblem,
    write,
    onWrite: (listener) => void writers.push(listener),
  }
}
