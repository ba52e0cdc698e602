import { createEffect, onCleanup, type Accessor } from 'solid-js'
import type { Chat } from './chat-context.ts'

const EVERY_MS = 2000

/** Tells the room how far this person has read: what is at the bottom of a visible page. */
export function sendReadMarks(chat: Chat, atEnd: Accessor<boolean>): void {
  const { session } = chat
  let told = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function tell(): void {
    timer = undefined
    const { seq } = session.state
    if (seq <= told || !atEnd() || document.visibilityState !== 'visible') return
    if (session.act({ type: 'read', seq })) told = seq
  }
  const soon = () => void (timer ??= setTimeout(tell, EVERY_MS))
  createEffect(() => {
    if (session.state.seq > told && atEnd() && session.connection().name === 'live') soon()
  })
  document.addEventListener('visibilitychange', soon)
  onCleanup(() => {
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', soon)
  })
}
