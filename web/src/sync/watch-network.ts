import type { Connection } from './connection.ts'

/** Tells a connection what the browser knows: the network went or came, the tab is looked at again. Answers how to stop. */
export function watchNetwork(connection: Connection<never>): () => void {
  const listening = new AbortController()
  const { signal } = listening
  addEventListener('online', () => connection.wake(), { signal })
  addEventListener('offline', () => connection.lose(), { signal })
  addEventListener('pageshow', (event) => event.persisted && connection.wake(), { signal })
  document.addEventListener(
    'visibilitychange',
    () => {
      if (document.visibilityState === 'visible') connection.wake()
    },
    { signal },
  )
  return () => listening.abort()
}
