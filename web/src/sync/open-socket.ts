import type { Socket } from './connection.ts'

/** A socket to a thread's room. Without `after` (0: nothing seen yet) the room answers with a snapshot. */
export function openSocket(threadId: string, after: number): Socket {
  const url = new URL(`/ws/chat/${threadId}`, location.href)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  if (after > 0) url.searchParams.set('after', String(after))
  return new WebSocket(url) as Socket
}
