import { createMemo, createSignal, type Accessor } from 'solid-js'
import type { Project } from '../../../../../worker/protocol/rest/projects.ts'
import type { ModelChoice } from '../../../../../worker/protocol/turn.ts'
import { wordsOf } from '../../../api/error.ts'
import { updateThread } from '../../../api/threads.ts'
import type { Chat } from '../chat-context.ts'
import { chosenModel, type Chosen } from './chosen-model.ts'
import type { PickerRequest } from './open-model-picker.ts'

export interface ThreadModel {
  chosen: Accessor<Chosen>
  /** What a message has to name: a model that the thread doesn't have yet, a key that isn't the provider's default. */
  choice(): ModelChoice
  pick: PickerRequest['onPick']
}

const keyName = (owner: string, thread: string) => `edgewise.key.${owner}.${thread}`

/** The thread's model. A pick counts at once for the next message, and is stored for everyone. */
export function createThreadModel(chat: Chat, project: Accessor<Project>): ThreadModel {
  const storage = keyName(chat.me.id, chat.session.thread_id)
  const [picked, setPicked] = createSignal<Chosen | null>(null)
  const [key, setKey] = createSignal(localStorage.getItem(storage) ?? undefined)
  const chosen = createMemo(() => picked() ?? chosenModel(chat.session.state.thread, project()))

  return {
    chosen,
    choice() {
      const wanted = picked()
      return { key_id: key(), ...(wanted?.model ? { provider: wanted.provider, model: wanted.model } : {}) }
    },
    pick({ provider, model, key_id }) {
      setPicked({ provider, model })
      setKey(key_id)
      if (key_id) localStorage.setItem(storage, key_id)
      else localStorage.removeItem(storage)
      updateThread(chat.session.thread_id, { provider, model }).then(
        () => setPicked(null),
        (error: unknown) => chat.setProblem(wordsOf(error)),
      )
    },
  }
}
