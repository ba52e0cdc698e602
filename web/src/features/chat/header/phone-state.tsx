import { Show } from 'solid-js'
import { useChat } from '../state/chat-context.ts'
import { sumWords } from '../figures/context-words.ts'
import { LiveState } from './live-state.tsx'

/** Under a title on a phone: whether it is live and with whom, and what it has cost. The rest is in the title's sheet. */
export function PhoneState() {
  const chat = useChat()
  const { session, me } = chat
  const company = () => {
    const others = session.state.people.filter((person) => person.id !== me.id)
    if (others.length === 0) return ''
    return others.length === 1 ? ` with ${others[0]?.name.split(' ')[0]}` : ` with ${others.length} people`
  }
  const sum = () => session.state.thread && sumWords(session.state.thread)
  return (
    <span class="flex min-w-0 items-center gap-1.5">
      <LiveState connection={session.connection()} company={company()} />
      <Show when={sum()}>
        <span>·</span>
        <span>{sum()}</span>
      </Show>
    </span>
  )
}
