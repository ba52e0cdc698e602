import { createSignal, type Accessor } from 'solid-js'
import type { Project } from '#protocol/rest/projects.ts'
import { TOOL_NAMES } from '#protocol/tool-names.ts'
import type { TurnOptions } from '#protocol/turn.ts'
import { wordsOf } from '../../../api/error.ts'
import { canUseTools } from '../../../parts/models/can-use-tools.ts'
import { knownModel, modelName } from '../../../parts/models/catalog.ts'
import type { Chosen } from '../../../parts/models/chosen-model.ts'
import { updateProject } from '../../../state/projects.ts'

export interface ToolChoice {
  /** Whether the next answer may use tools. */
  on: Accessor<boolean>
  /** Why it can't, in words; empty: it can. */
  why: Accessor<string>
  /** For everyone in the project, and at once for the next message. */
  set(on: boolean): void
  /** What a message says of it. */
  asked(): Required<Pick<TurnOptions, 'tools'>>
}

/** Whether the models of a project may use tools: off until somebody chooses, but for the demo, which shows what they are. */
export function createToolChoice(ports: {
  project: Accessor<Project>
  chosen: Accessor<Chosen>
  onProblem: (words: string) => void
}): ToolChoice {
  const { project, chosen } = ports
  const [wanted, setWanted] = createSignal<boolean | null>(null)
  const model = () => knownModel(chosen().provider, chosen().model)
  const can = () => canUseTools(chosen().provider, model())
  const isDemo = () => chosen().provider === 'demo'
  const isChosen = () => project().tools.length > 0 || (isDemo() && !project().tools_chosen)
  const on = () => can() && (wanted() ?? isChosen())
  const names = () => (project().tools.length > 0 ? project().tools : TOOL_NAMES)

  return {
    on,
    why: () => (can() ? '' : `${modelName(chosen().provider, chosen().model)} can’t use tools`),
    set(next) {
      const { id } = project()
      setWanted(next)
      updateProject(id, { tools: next ? [...names()] : [] }).catch((error: unknown) => {
        // A later choice is on its way: it stays.
        if (wanted() !== next) return
        setWanted(null)
        ports.onProblem(wordsOf(error))
      })
    },
    asked: () => ({ tools: on() ? [...names()] : [] }),
  }
}
