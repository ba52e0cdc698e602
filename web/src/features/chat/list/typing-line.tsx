import { For, Show } from 'solid-js'
import { Avatar } from '../../../ui/avatar.tsx'
import { useChat } from '../state/chat-context.ts'

/** Who else is writing. */
export function TypingLine() {
  const chat = useChat()
  const others = () => chat.session.state.typing.filter((person) => person.id !== chat.me.id)
  const words = () => {
    const names = others().map((person) => person.name)
    if (names.length > 2) return `${names.length} people are writing`
    return names.length === 2 ? `${names[0]} and ${names[1]} are writing` : `${names[0]} is writing`
  }
  return (
    <Show when={others().length > 0}>
      <div
        class="mx-auto flex w-full max-w-200 items-center gap-2 px-4 pb-2 text-small text-text-2 tablet:px-6 desktop:px-10"
        data-testid="person-typing"
      >
        <For each={others().slice(0, 2)}>{(person) => <Avatar name={person.name} />}</For>
        {words()}
      </div>
    </Show>
  )
}
