import { createMemo, createSignal, type Accessor } from 'solid-js'
import type { Project } from '#protocol/rest/projects.ts'
import type { Up } from '#protocol/thread-up.ts'
import { wordsOf } from '../../../api/error.ts'
import { updateThread } from '../../../api/threads.ts'
import { knownModel } from '../../../parts/models/catalog.ts'
import { chosenModel, type Chosen } from '../../../parts/models/chosen-model.ts'
import type { AskOptions, PickerRequest } from '../../../parts/models/open-model-picker.ts'
import type { ThreadSession } from '../../../sync/thread-session.ts'
import { rememberedKey, rememberKey } from './remembered-key.ts'
import { asked, rememberedOptions, rememberOptions } from './remembered-options.ts'
import { createToolChoice, type ToolChoice } from './tool-choice.ts'

export type Choice = Pick<Up<'send_message'>, 'provider' | 'model' | 'key_id' | 'options'>

export interface ThreadModel {
  chosen: Accessor<Chosen>
  /** What a message has to name: a model that the thread doesn't have yet, a key that isn't the provider's default. */
  choice(): Choice
  pick: PickerRequest['onPick']
  options: NonNullable<PickerRequest['options']>
  tools: ToolChoice
}

/** The thread's model. A pick counts at once for the next message, and is stored for everyone. */
export function createThreadModel(ports: {
  session: ThreadSession
  project: Accessor<Project>
  onProblem: (words: string) => void
}): ThreadModel {
  const { thread_id, owner_id, state } = ports.session
  const [picked, setPicked] = createSignal<Chosen | null>(null)
  const [key, setKey] = createSignal(rememberedKey(owner_id, thread_id))
  const [options, setOptions] = createSignal<AskOptions>(rememberedOptions(owner_id, thread_id))
  const chosen = createMemo(() => ({
    ...(picked() ?? chosenModel(state.thread, ports.project())),
    key_id: key(),
  }))
  const tools = createToolChoice({ project: ports.project, chosen, onProblem: ports.onProblem })

  return {
    chosen,
    tools,
    choice() {
      const wanted = picked()
      const { provider, model } = chosen()
      const canReason = knownModel(provider, model)?.abilities.includes('reasoning') ?? false
      return {
        key_id: key(),
        ...(wanted?.model ? { provider: wanted.provider, model: wanted.model } : {}),
        options: { ...asked(options(), canReason), ...tools.asked() },
      }
    },
    pick({ provider, model, key_id }) {
      const wanted = { provider, model }
      setPicked(wanted)
      setKey(key_id)
      rememberKey(owner_id, thread_id, key_id)
      updateThread(thread_id, wanted).then(
        // A later pick is on its way: it stays.
        () => setPicked((now) => (now === wanted ? null : now)),
        (error: unknown) => ports.onProblem(wordsOf(error)),
      )
    },
    options: {
      value: options,
      set(next) {
        setOptions(next)
        rememberOptions(owner_id, thread_id, next)
      },
    },
  }
}
