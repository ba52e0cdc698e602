import { Match, Switch } from 'solid-js'
import { closePane, pane, type Pane } from '../../../state/pane.ts'
import { late, NOT_LOADED } from '../../../ui/late.tsx'
import { useChat } from '../state/chat-context.ts'

const AnswerDetails = late(() => import('./answer-details.tsx').then((all) => all.AnswerDetails))
const ContextDetails = late(() => import('./context-details.tsx').then((all) => all.ContextDetails))
const SummaryPane = late(() => import('./summary-pane.tsx').then((all) => all.SummaryPane))

/** What of an open thread stands in the pane; its code comes with its first use. */
export function ChatPane() {
  const chat = useChat()
  const open = <Kind extends Pane['kind']>(kind: Kind) => {
    const now = pane()
    return now?.kind === kind && (now as Extract<Pane, { kind: Kind }>)
  }
  const fail = () => {
    closePane()
    chat.setProblem(NOT_LOADED)
  }
  return (
    <Switch>
      <Match when={open('answer')} keyed>
        {(one) => <AnswerDetails id={one.message_id} onFail={fail} />}
      </Match>
      <Match when={open('context')}>
        <ContextDetails onFail={fail} />
      </Match>
      <Match when={open('summary')}>
        <SummaryPane onFail={fail} />
      </Match>
    </Switch>
  )
}
