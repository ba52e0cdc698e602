import type { ErrorFrame } from '#protocol/thread-down.ts'
import type { Up } from '#protocol/thread-up.ts'
import type { OutboxStore } from './outbox-store.ts'
import type { PendingMessage } from './state.ts'

export const MAX_TRIES = 3
/** How long an acknowledgement may take on a line that is alive. */
const ACK_MS = 10_000

export interface OutboxPorts {
  /** Changes the pending messages of the thread's state. */
  change(edit: (pending: PendingMessage[]) => PendingMessage[]): void
  pending(): readonly PendingMessage[]
  /** False: not connected. */
  send(frame: Up<'send_message'>): boolean
  store: OutboxStore
}

export interface Outbox {
  add(frame: Up<'send_message'>): void
  /** The line works: what waits goes out. */
  connected(): void
  /** The line is gone: what was on its way waits again. */
  disconnected(): void
  /** After frames were applied: forgets what the room has, and times what it asked to send again. */
  settle(): void
  tryAgain(id: string): void
  /** Takes a message back; answers its text. */
  remove(id: string): string
  close(): void
}

/** Messages of this browser that the room hasn't acknowledged: shown at once, kept over a reload, sent with the same id. */
export function makeOutbox(ports: OutboxPorts): Outbox {
  const timers = new Map<string, ReturnType<typeof setTimeout>>()
  const kept = new Set<string>()
  /** The refusal that a message's timer answers, so that it isn't timed twice. */
  const timedFor = new Map<string, ErrorFrame>()

  const idOf = (message: PendingMessage) => message.frame.message_id
  const update = (id: string, change: Partial<PendingMessage>) =>
    ports.change((all) => all.map((message) => (idOf(message) === id ? { ...message, ...change } : message)))
  const find = (id: string) => ports.pending().find((message) => idOf(message) === id)

  function disarm(id: string): void {
    clearTimeout(timers.get(id))
    timers.delete(id)
    timedFor.delete(id)
  }
  function arm(id: string, ms: number): void {
    disarm(id)
    timers.set(
      id,
      setTimeout(() => {
        timers.delete(id)
        transmit(id)
      }, ms),
    )
  }

  function transmit(id: string): void {
    const message = find(id)
    if (!message || message.state === 'failed') return
    if (message.tries >= MAX_TRIES) return update(id, { state: 'failed' })
    if (!ports.send(message.frame)) return update(id, { state: 'waiting' })
    update(id, { state: 'sending', tries: message.tries + 1, error: undefined })
    arm(id, ACK_MS)
  }

  function timeRefused(message: PendingMessage): void {
    const id = idOf(message)
    if (message.state === 'failed') return disarm(id)
    if (message.state !== 'waiting' || !message.error || timedFor.get(id) === message.error) return
    arm(id, (message.error.retry_after ?? message.tries) * 1000)
    timedFor.set(id, message.error)
  }

  function keep(message: PendingMessage): void {
    kept.add(idOf(message))
    ports.store.keep(message.frame, message.created_at)
  }
  function forget(id: string): void {
    disarm(id)
    kept.delete(id)
    ports.store.drop(id)
  }

  const restored = ports.store.load().map((message): PendingMessage => ({ ...message, state: 'waiting', tries: 0 }))
  for (const message of restored) kept.add(idOf(message))
  if (restored.length > 0) ports.change((all) => [...restored, ...all])

  return {
    add(frame) {
      const message: PendingMessage = { frame, created_at: new Date().toISOString(), state: 'waiting', tries: 0 }
      keep(message)
      ports.change((all) => [...all, message])
      transmit(frame.message_id)
    },
    connected() {
      for (const message of ports.pending()) transmit(idOf(message))
    },
    disconnected() {
      for (const message of ports.pending()) {
        disarm(idOf(message))
        if (message.state === 'sending') update(idOf(message), { state: 'waiting' })
      }
    },
    settle() {
      for (const id of kept) if (!find(id)) forget(id)
      for (const message of ports.pending()) timeRefused(message)
    },
    tryAgain(id) {
      update(id, { state: 'waiting', tries: 0, error: undefined })
      transmit(id)
    },
    remove(id) {
      const text = find(id)?.frame.content ?? ''
      forget(id)
      ports.change((all) => all.filter((message) => idOf(message) !== id))
      return text
    },
    close() {
      for (const id of timers.keys()) disarm(id)
    },
  }
}
