import { For, Show } from 'solid-js'
import { Avatar } from '../../../ui/avatar.tsx'
import { useChat } from '../state/chat-context.ts'

/** Who has the thread open. */
export function People() {
  const chat = useChat()
  const people = () => {
    const all = chat.session.state.people
    return [...all.filter((one) => one.id === chat.me.id), ...all.filter((one) => one.id !== chat.me.id)]
  }
  return (
    <Show when={people().length > 1}>
      <ul aria-label="People here" class="flex flex-none items-center -space-x-1" data-testid="people">
        <For each={people().slice(0, 4)}>
          {(person) => (
            <li class="flex rounded-full ring-2 ring-page">
              <Avatar name={person.name} mine={person.id === chat.me.id} title />
            </li>
          )}
        </For>
        <Show when={people().length > 4}>
          <li class="ps-2 text-meta text-text-3">and {people().length - 4} more</li>
        </Show>
      </ul>
    </Show>
  )
}
