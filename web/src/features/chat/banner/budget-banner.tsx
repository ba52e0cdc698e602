import Wallet from 'lucide-solid/icons/wallet'
import { createEffect, createSignal, on, Show } from 'solid-js'
import type { BudgetPause } from '#protocol/budget.ts'
import { user } from '../../../state/session.ts'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { useChat } from '../state/chat-context.ts'
import { budgetOwner, expectedWords, resetWords, spentWords, whoMayAllow } from './budget-words.ts'

/** A turn stands before a budget that it would pass: nothing is spent until somebody says so. */
export function BudgetBanner(props: { pause: BudgetPause; message_id: string }) {
  const chat = useChat()
  const { session } = chat
  const [sent, setSent] = createSignal<'allow' | 'deny'>()
  const budget = () => props.pause.budget
  const asker = () => session.state.byId[session.state.running?.user_message_id ?? '']?.author?.id
  const mayAllow = () => {
    if (budget().scope === 'project') return chat.role() === 'owner'
    return user()?.is_admin === true || (budget().scope === 'token' && asker() === chat.me.id)
  }
  const refusal = () => session.refusal()?.error ?? ''
  createEffect(
    on([refusal, session.connection], () => setSent(undefined), {
      defer: true,
    }),
  )

  function answer(decision: 'allow' | 'deny'): void {
    session.clearRefusal()
    if (session.act({ type: 'budget_answer', message_id: props.message_id, decision })) setSent(decision)
    else chat.setProblem('Not done: there is no connection. Try again once it is back.')
  }
  return (
    <Banner
      tone="warn"
      icon={Wallet}
      role="alert"
      long
      data-testid="budget-pause"
      action={
        <Show when={chat.canWrite()}>
          <Show when={mayAllow()}>
            <Button
              kind="filled"
              busy={sent() === 'allow'}
              disabled={sent() !== undefined}
              data-testid="budget-allow"
              onClick={() => answer('allow')}
            >
              Allow once
            </Button>
          </Show>
          <Button
            busy={sent() === 'deny'}
            disabled={sent() !== undefined}
            data-testid="budget-stop"
            onClick={() => answer('deny')}
          >
            Stop
          </Button>
        </Show>
      }
    >
      <b class="font-bold">{budgetOwner(budget(), chat.me.id)} would be passed, so this turn waits.</b>{' '}
      {spentWords(budget())} {expectedWords(props.pause)}{' '}
      <Show when={refusal()} fallback={mayAllow() ? '' : `${whoMayAllow(budget())}. ${resetWords(budget())}`}>
        <span class="text-bad">{refusal()}</span>
      </Show>
    </Banner>
  )
}
