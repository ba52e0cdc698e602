import type { Up } from '#protocol/thread-up.ts'

const PREFIX = 'edgewise.outbox.'

export interface KeptMessage {
  frame: Up<'send_message'>
  created_at: string
}

/** Where unsent messages outlive a reload. */
export interface OutboxStore {
  load(): KeptMessage[]
  keep(frame: Up<'send_message'>, createdAt: string): void
  drop(messageId: string): void
}

/** One entry for each message, so that two tabs of a thread don't overwrite each other's. */
export function makeOutboxStore(storage: Storage, owner: string, threadId: string): OutboxStore {
  const prefix = `${PREFIX}${owner}.${threadId}.`
  return {
    load() {
      return keysOf(storage, prefix)
        .map((key) => parse(storage.getItem(key)))
        .filter((message) => message !== null)
        .sort((one, two) => one.created_at.localeCompare(two.created_at))
    },
    keep(frame, createdAt) {
      const kept: KeptMessage = { frame, created_at: createdAt }
      try {
        storage.setItem(prefix + frame.message_id, JSON.stringify(kept))
      } catch {
        // A full or forbidden storage costs the copy for a reload, not the message.
        unkept.add(frame.message_id)
      }
    },
    drop(messageId) {
      unkept.delete(messageId)
      storage.removeItem(prefix + messageId)
    },
  }
}

/** Messages that stand in no storage, where it is full or forbidden: they live as long as the page. */
const unkept = new Set<string>()

/** Whether a message of any thread waits to be sent. */
export function hasUnsent(): boolean {
  return unkept.size > 0 || keysOf(localStorage, PREFIX).length > 0
}

function keysOf(storage: Storage, prefix: string): string[] {
  const all = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '')
  return all.filter((key) => key.startsWith(prefix))
}

function parse(text: string | null): KeptMessage | null {
  try {
    const kept = JSON.parse(text ?? 'null') as KeptMessage | null
    return typeof kept?.frame?.message_id === 'string' && typeof kept.frame.content === 'string' ? kept : null
  } catch {
    return null
  }
}
