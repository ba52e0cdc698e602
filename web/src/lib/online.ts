import { createSignal } from 'solid-js'

const [online, setOnline] = createSignal(typeof navigator === 'undefined' || navigator.onLine !== false)
if (typeof addEventListener !== 'undefined') {
  addEventListener('online', () => setOnline(true))
  addEventListener('offline', () => setOnline(false))
}

/** Whether the browser believes it has a network. */
export { online }
