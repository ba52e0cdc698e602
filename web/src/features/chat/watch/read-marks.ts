import { createEffect, onCleanup, type Accessor } from 'solid-js'
import type { Chat } from '../state/chat-context.ts'

const SOON_MS = 400
/** While an answer streams everything is new all the time. */
const STREAMING_MS = 5000

/** Tells the room how far this person has read: what is at the bottom of a visible page. */
export function sendReadMarks(chat: Chat, atEnd: Accessor<boolean>): void {
  const { session } = chat
  let told = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function tell(): void {
    clearTimeout(timer)
    timer = undefined
    const { seq } = session.state
    if (seq <= told || !atEnd() || document.visibilityState !== 'visible') return
    if (session.act({ type: 'read', seq })) told = seq
  }
  createEffect(() => {
    const isNew = session.state.seq > told && atEnd() && session.connection().name === 'live'
    const wait = session.state.running ? STREAMING_MS : SOON_MS
    if (!isNew) return
    if (wait === SOON_MS) clearTimeout(timer)
    if (wait === SOON_MS || timer === undefined) timer = setTimeout(tell, wait)
  })
  document.addEventListener('visibilitychange', tell)
  addEventListener('pagehide', tell)
  onCleanup(() => {
    tell()
    document.removeEventListener('visibilitychange', tell)
    removeEventListener('pagehide', tell)
  })
}
