import { useNavigate } from '@solidjs/router'
import { createMemo, createSignal, onMount, Show } from 'solid-js'
import type { Project } from '#protocol/rest/projects.ts'
import { wordsOf } from '../../../api/error.ts'
import { isOwn, keyCount, loadCatalog, modelGroups, modelName } from '../../../parts/models/catalog.ts'
import { chosenModel, type Chosen } from '../../../parts/models/chosen-model.ts'
import { ModelButton } from '../../../parts/models/model-button.tsx'
import { ModelPickerLayer } from '../../../parts/models/model-picker-layer.tsx'
import type { AskOptions } from '../../../parts/models/open-model-picker.ts'
import { SidebarButton } from '../../../parts/sidebar-button.tsx'
import { user } from '../../../state/session.ts'
import { settings } from '../../../state/settings.ts'
import { Banner } from '../../../ui/banner.tsx'
import { Composer, type ComposerHandle } from '../composer/composer.tsx'
import { ToolsSwitch } from '../composer/tools-switch.tsx'
import { createToolChoice } from '../state/tool-choice.ts'
import { beginThread } from './begin-thread.ts'
import { ExamplePrompts } from './example-prompts.tsx'
import { FirstWays } from './first-ways.tsx'

/** A thread that does not exist yet: the first message makes it. */
export function NewThread(props: { project: Project }) {
  const navigate = useNavigate()
  const me = user()?.id ?? ''
  const [picked, setPicked] = createSignal<Chosen>()
  const [options, setOptions] = createSignal<AskOptions>({})
  const [problem, setProblem] = createSignal('')
  const [busy, setBusy] = createSignal(false)
  let composer: ComposerHandle | undefined
  const canWrite = () => props.project.role !== 'viewer'
  const isFirst = () => keyCount() === 0

  /** Nobody chose: with a key its first model is meant, not the script. */
  const firstReal = createMemo((): Chosen | undefined => {
    if (props.project.default_provider || settings.default_provider) return undefined
    const group = modelGroups.find((one) => one.provider !== 'demo' && one.models.length > 0)
    const model = group?.models[0]
    return group && model ? { provider: group.provider, model: model.id } : undefined
  })
  const chosen = createMemo((): Chosen => picked() ?? firstReal() ?? chosenModel(null, props.project))

  const tools = createToolChoice({ project: () => props.project, chosen, onProblem: setProblem })

  /** A model that answers without a key, and is no script. */
  const own = () => (isOwn(chosen().provider) ? modelName(chosen().provider, chosen().model) : undefined)

  onMount(() => void loadCatalog().catch(() => undefined))

  async function begin(content: string): Promise<void> {
    if (busy()) return
    setBusy(true)
    setProblem('')
    try {
      const asked = { content, ...chosen(), ask: options(), ...tools.asked() }
      const id = await beginThread({ owner: me, project_id: props.project.id, ...asked })
      navigate(`/p/${props.project.id}/t/${id}`)
    } catch (error) {
      setProblem(`Not sent. ${wordsOf(error)}`)
      composer?.write(content)
    } finally {
      setBusy(false)
    }
  }

  return (
    <div class="@container/page flex min-h-0 flex-1 flex-col">
      <header class="z-10 flex h-14 flex-none items-center gap-3 border-b border-line px-6 phone:h-13 phone:gap-2 phone:px-4">
        <SidebarButton />
        <div class="min-w-0 flex-1">
          <h1 class="truncate text-ui font-medium">New thread</h1>
          <p class="truncate text-meta text-text-2">{props.project.name}</p>
        </div>
        <ModelButton
          chosen={chosen()}
          disabled={!canWrite()}
          onPick={setPicked}
          options={{ value: options, set: setOptions }}
          class="max-w-72 @max-[600px]/page:hidden"
        />
      </header>
      <div class="flex min-h-0 flex-1 flex-col overflow-y-auto">
        <div
          class="mx-auto flex w-full max-w-160 flex-1 flex-col px-4 py-8 tablet:px-6 desktop:px-0"
          data-testid="empty-chat"
        >
          <div class="m-auto w-full">
            <h2 class="text-empty font-bold tracking-[-0.02em]">Get a word in.</h2>
            <p class="mt-2.5 max-w-[34rem] text-answer text-text-2">
              <Show
                when={isFirst()}
                fallback="Start a conversation below. Everyone in the project sees it as it is written."
              >
                Start a conversation below, everything works already. Until you add a key, the answers come from{' '}
                {own() ? 'your own computer' : 'the demo model'}.
              </Show>
            </p>
            <Show when={isFirst()}>
              <FirstWays own={own()} />
            </Show>
            <Show when={canWrite()}>
              <p class="mt-8 text-small text-text-2">
                {isFirst() && !own() ? 'Or try one of these with the demo model' : 'Or begin with one of these'}
              </p>
              <ExamplePrompts disabled={busy()} onPick={(text) => void begin(text)} />
            </Show>
          </div>
        </div>
      </div>
      <div class="z-10 mx-auto flex w-full max-w-160 flex-none flex-col gap-2 px-4 pb-4 tablet:px-6 desktop:px-0 phone:px-2.5 phone:pb-[max(0.625rem,env(safe-area-inset-bottom))]">
        <Show when={problem()}>
          <Banner tone="bad" role="alert">
            {problem()}
          </Banner>
        </Show>
        <Composer
          owner={me}
          place={`new.${props.project.id}`}
          placeholder="What are you making?"
          disabled={canWrite() ? undefined : 'You can read here, not write: your role is viewer.'}
          verb="send"
          onSend={(text) => void begin(text)}
          left={
            <>
              <span class="hidden min-w-0 @max-[600px]/page:flex">
                <ModelButton
                  chosen={chosen()}
                  disabled={!canWrite()}
                  onPick={setPicked}
                  options={{ value: options, set: setOptions }}
                  class="font-normal! text-text-2"
                />
              </span>
              <ToolsSwitch choice={tools} disabled={!canWrite()} />
            </>
          }
          handle={(handle) => (composer = handle)}
        />
      </div>
      <ModelPickerLayer onProblem={setProblem} />
    </div>
  )
}
