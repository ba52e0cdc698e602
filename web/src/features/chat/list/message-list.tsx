import { createEffect, createMemo, createSignal, on, onCleanup, Show } from 'solid-js'
import { useChat } from '../state/chat-context.ts'
import { MessageRow } from '../message/message-row.tsx'
import { estimateHeight } from './estimate.ts'
import { NewPill } from './new-pill.tsx'
import type { ScrollKeeper } from './scroll-keeper.ts'
import { TypingLine } from './typing-line.tsx'
import { VirtualRows } from './virtual-rows.tsx'

/** The thread itself: virtual, bottom-anchored, older messages on the way up. */
export function MessageList(props: { keeper: (keeper: ScrollKeeper) => void }) {
  const chat = useChat()
  const { session } = chat
  const [keeper, setKeeper] = createSignal<ScrollKeeper>()
  const [unseen, setUnseen] = createSignal(0)
  const [failed, setFailed] = createSignal(false)
  const following = () => keeper()?.following() ?? true
  const lastId = createMemo(() => chat.shown().at(-1))

  createEffect(
    on(lastId, (_, before) => {
      if (following() || before === undefined) return
      const at = chat.shown().indexOf(before)
      setUnseen((count) => count + (at < 0 ? 1 : chat.shown().length - 1 - at))
    }),
  )
  createEffect(() => {
    if (!following()) return
    setUnseen(0)
    chat.shown()
    const later = setTimeout(session.trim, 1000)
    onCleanup(() => clearTimeout(later))
  })

  async function loadOlder(): Promise<void> {
    if (!session.state.hasMore || failed()) return
    try {
      await session.loadOlder()
    } catch {
      setFailed(true)
      const again = setTimeout(() => setFailed(false), 4000)
      onCleanup(() => clearTimeout(again))
    }
  }
  return (
    <div class="relative flex min-h-0 flex-1 flex-col">
      <VirtualRows
        ids={chat.shown()}
        estimate={(id) => estimateHeight(chat.message(id))}
        row={(id) => <MessageRow id={id} last={lastId() === id} />}
        label="Messages"
        keeper={(made) => {
          setKeeper(made)
          props.keeper(made)
        }}
        onNearTop={() => void loadOlder()}
        class="pt-3 pb-3"
      >
        <TypingLine />
      </VirtualRows>
      <Show when={!following()}>
        <NewPill count={unseen()} onClick={() => keeper()?.toEnd()} />
      </Show>
    </div>
  )
}
