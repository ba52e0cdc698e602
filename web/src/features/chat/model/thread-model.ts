import { createMemo, createSignal, type Accessor } from 'solid-js'
import type { Project } from '../../../../../worker/protocol/rest/projects.ts'
import type { ModelChoice } from '../../../../../worker/protocol/turn.ts'
import { wordsOf } from '../../../api/error.ts'
import { updateThread } from '../../../api/threads.ts'
import type { Chat } from '../chat-context.ts'
import { chosenModel, type Chosen } from './chosen-model.ts'
import type { PickerRequest } from './open-model-picker.ts'
import { rememberedKey, rememberKey } from './remembered-key.ts'

export interface ThreadModel {
  chosen: Accessor<Chosen>
  /** What a message has to name: a model that the thread doesn't have yet, a key that isn't the provider's default. */
  choice(): ModelChoice
  pick: PickerRequest['onPick']
}

/** The thread's model. A pick counts at once for the next message, and is stored for everyone. */
export function createThreadModel(chat: Chat, project: Accessor<Project>): ThreadModel {
  const { thread_id } = chat.session
  const [picked, setPicked] = createSignal<Chosen | null>(null)
  const [key, setKey] = createSignal(rememberedKey(chat.me.id, thread_id))
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
      rememberKey(chat.me.id, thread_id, key_id)
      updateThread(thread_id, { provider, model }).then(
        () => setPicked(null),
        (error: unknown) => chat.setProblem(wordsOf(error)),
      )
    },
  }
}
