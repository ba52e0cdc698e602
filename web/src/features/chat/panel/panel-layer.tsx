import { Match, onCleanup, Switch } from 'solid-js'
import { late, NOT_LOADED } from '../../../ui/late.tsx'
import { useChat } from '../state/chat-context.ts'
import { closePanel, panel, type Panel } from '../state/open-panel.ts'

const AnswerDetails = late(() => import('./answer-details.tsx').then((all) => all.AnswerDetails))
const ContextDetails = late(() => import('./context-details.tsx').then((all) => all.ContextDetails))
const SummaryPanel = late(() => import('./summary-panel.tsx').then((all) => all.SummaryPanel))

/** Where the panels of a thread appear; their code comes with their first use. */
export function PanelLayer() {
  const chat = useChat()
  onCleanup(closePanel)
  const open = <Kind extends Panel['kind']>(kind: Kind) => {
    const now = panel()
    return now?.kind === kind && (now as Extract<Panel, { kind: Kind }>)
  }
  const fail = () => {
    closePanel()
    chat.setProblem(NOT_LOADED)
  }
  return (
    <Switch>
      <Match when={open('answer')} keyed>
        {(one) => <AnswerDetails id={one.id} anchor={one.anchor} onFail={fail} />}
      </Match>
      <Match when={open('context')} keyed>
        {(one) => <ContextDetails anchor={one.anchor} onFail={fail} />}
      </Match>
      <Match when={open('summary')} keyed>
        {(one) => <SummaryPanel ask={one.ask} onFail={fail} />}
      </Match>
    </Switch>
  )
}
