import { useNavigate } from '@solidjs/router'
import type { Accessor, Setter } from 'solid-js'
import type { ThreadUp } from '#protocol/thread-up.ts'
import { wordsOf } from '../../../api/error.ts'
import { uuid } from '../../../lib/uuid.ts'
import { openModelPicker } from '../../../parts/models/open-model-picker.ts'
import { forkThread } from '../../../state/threads.ts'
import type { ThreadSession } from '../../../sync/thread-session.ts'
import { confirm } from '../../../ui/confirm.ts'
import { copyText } from '../../../ui/copy-text.ts'
import type { Editing, MessageActions } from './chat-context.ts'
import { siblingsOf } from './siblings.ts'
import type { ThreadModel } from './thread-model.ts'

const NOT_CONNECTED = 'Not done: there is no connection. Try again once it is back.'

/** Everything a person can do with a message. What fails is said by `setProblem`. */
export function createMessageActions(chat: {
  session: ThreadSession
  editing: Accessor<Editing | null>
  setEditing: Setter<Editing | null>
  setProblem: (words: string) => void
  write: (text: string) => void
  textOf: (id: string) => string
  choice: ThreadModel['choice']
}): MessageActions {
  const { session, editing, setEditing, setProblem, write, textOf } = chat
  const { state, outbox } = session
  const navigate = useNavigate()

  const act = (frame: ThreadUp): boolean => {
    const done = session.act(frame)
    setProblem(done ? '' : NOT_CONNECTED)
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
  /** An edit that changes nothing: another answer to the same words, or nothing at all. */
  const resubmit = (id: string, keepAnswer: boolean) => {
    const answer = state.list[state.list.indexOf(id) + 1]
    const again = !keepAnswer && answer !== undefined && state.byId[answer]?.role === 'assistant'
    if (!again || act({ type: 'regenerate', message_id: answer })) setEditing(null)
  }
  const toBranch = async (id: string, step: 1 | -1) => {
    const message = state.byId[id]
    if (!message) return
    const siblings = await siblingsOf(session.thread_id, message)
    const next = siblings[siblings.indexOf(id) + step]
    if (next) act({ type: 'select_branch', message_id: next })
  }

  return {
    copy: (id) => void copyText(textOf(id)),
    startEdit: (id) => void setEditing({ id, text: textOf(id) }),
    changeEdit: (text) => void setEditing((before) => before && { ...before, text }),
    cancelEdit: () => void setEditing(null),
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
        onPick: (choice) => void act({ type: 'regenerate', message_id: id, options: choice }),
      }),
    continueAfter: () =>
      session.send({ type: 'send_message', message_id: uuid(), content: 'Continue', ...chat.choice() }),
    showBranch: (id, step) => void attempt(() => toBranch(id, step)),
    async remove(id) {
      const yes = await confirm({
        title: state.byId[id]?.role === 'user' ? 'Delete this message?' : 'Delete this answer?',
        text: 'Its place stays, its words are gone for everyone, and no model reads them again.',
        action: 'Delete',
        keep: 'Keep it',
      })
      if (yes) act({ type: 'delete_message', message_id: id })
    },
    fork: (id) =>
      attempt(async () => {
        const made = await forkThread(session.thread_id, id)
        navigate(`/p/${made.project_id}/t/${made.id}`)
      }),
    stop: () => void act({ type: 'stop' }),
    takeBack(id) {
      if (state.pending.some((one) => one.frame.message_id === id)) return write(outbox.remove(id))
      const text = textOf(id)
      if (act({ type: 'withdraw', message_id: id })) write(text)
    },
  }
}
