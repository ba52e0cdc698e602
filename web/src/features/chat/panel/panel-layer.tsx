import { lazy, Match, onCleanup, Suspense, Switch } from 'solid-js'
import { closePanel, panel, type Panel } from './open-panel.ts'

const AnswerDetails = lazy(() => import('./answer-details.tsx').then((all) => ({ default: all.AnswerDetails })))
const ContextDetails = lazy(() => import('./context-details.tsx').then((all) => ({ default: all.ContextDetails })))
const SummaryPanel = lazy(() => import('./summary-panel.tsx').then((all) => ({ default: all.SummaryPanel })))

/** Where the panels of a thread appear; their code comes with their first use. */
export function PanelLayer() {
  onCleanup(closePanel)
  const open = <Kind extends Panel['kind']>(kind: Kind) => {
    const now = panel()
    return now?.kind === kind && (now as Extract<Panel, { kind: Kind }>)
  }
  return (
    <Suspense>
      <Switch>
        <Match when={open('answer')} keyed>
          {(one) => <AnswerDetails id={one.id} anchor={one.anchor} />}
        </Match>
        <Match when={open('context')} keyed>
          {(one) => <ContextDetails anchor={one.anchor} />}
        </Match>
        <Match when={open('summary')} keyed>
          {(one) => <SummaryPanel ask={one.ask} />}
        </Match>
      </Switch>
    </Suspense>
  )
}
