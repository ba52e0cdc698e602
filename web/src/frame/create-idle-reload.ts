import { createEffect, onCleanup } from 'solid-js'
import { isTyping } from '../lib/typed.ts'
import { hasUnsent } from '../sync/outbox-store.ts'

const EVERY_MS = 5000

/** Reloads by itself where nobody looks, nothing is typed and nothing waits to be sent. */
export function createIdleReload(ports: { isDue: () => boolean; reload: () => void }): void {
  createEffect(() => {
    if (!ports.isDue()) return
    const look = () => {
      const idle = document.visibilityState === 'hidden' && !isTyping('any') && !hasUnsent()
      if (idle && navigator.onLine) ports.reload()
    }
    const timer = setInterval(look, EVERY_MS)
    document.addEventListener('visibilitychange', look)
    look()
    onCleanup(() => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    })
  })
}
