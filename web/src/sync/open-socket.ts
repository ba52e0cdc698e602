import type { Socket } from './connection.ts'

/** A socket to a durable object. Without `after` (0: nothing seen yet) it answers with a snapshot. */
export function openSocket(path: string, after: number): Socket {
  const url = new URL(path, location.href)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  if (after > 0) url.searchParams.set('after', String(after))
  return new WebSocket(url) as Socket
}
